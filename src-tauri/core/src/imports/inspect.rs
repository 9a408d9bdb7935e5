//! Looking at a file before anything is written: format, columns, samples, a proposed mapping.

use super::kinds::ImportKind;
use super::store;
use crate::access::Need;
use crate::error::{Code, Error, Result};
use crate::operation::{Actor, Cx, OpKind, Operation};
use outpost_export::{Choices, Limits, Mapping, Preview, ReadError, mapping, read};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Arc;
use ts_rs::TS;

/// A table's refusal in our language.
pub(super) fn refused(error: ReadError) -> Error {
    let mut refusal = Error::new(Code::Table(error.code));
    for (key, value) in error.params {
        refusal = refusal.with(&key, value);
    }
    refusal
}

/// A file may name any outlet: only who sees all of them may import, or take an import back.
pub(super) fn may_import(actor: &Actor, kind: &dyn ImportKind) -> bool {
    actor.may(kind.needs()) && actor.scope.is_all()
}

/// The kind, if this person may import it.
pub(super) fn kind_for(cx: &Cx, kind: &str) -> Result<Arc<dyn ImportKind>> {
    let found = cx
        .app
        .registry()
        .imports()
        .iter()
        .find(|k| k.kind() == kind)
        .cloned();
    let found = found.ok_or_else(|| Error::invalid("kind"))?;
    if !may_import(cx.actor()?, found.as_ref()) {
        return Err(Error::new(Code::Forbidden).with("permission", found.needs()));
    }
    Ok(found)
}

const SAMPLE_ROWS: u64 = 2_000;

/// Input of `imports.inspect`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "InspectInput")]
#[serde(deny_unknown_fields)]
pub struct Inspect {
    upload: String,
    kind: String,
    #[serde(default)]
    #[ts(optional, as = "Option<Choices>")]
    options: Choices,
}

/// What a file looks like.
#[derive(Debug, Serialize, TS)]
pub struct Inspection {
    pub file_name: String,
    pub bytes: i64,
    pub preview: Preview,
    /// The mapping remembered for this header, or the proposed one.
    pub mapping: Mapping,
    /// Whether it is remembered from an earlier import.
    pub remembered: bool,
    /// The grounds of a proposal, by field.
    pub suggestions: Vec<mapping::FieldSuggestion>,
    /// Required fields that nothing fills yet.
    pub missing: Vec<String>,
}

impl Operation for Inspect {
    const NAME: &'static str = "imports.inspect";
    const DOC: &'static str = "Looks at an uploaded file and proposes how its columns fill the fields.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &[];
    type Output = Inspection;
    async fn run(&self, cx: &mut Cx) -> Result<Inspection> {
        let kind = kind_for(cx, &self.kind)?;
        let file = crate::files::own(cx, &self.upload).await?;
        let (path, options) = (file.path.clone(), self.options.clone());
        let preview = blocking(move || {
            let table = read::open_file(&path, &options, &Limits::default()).map_err(refused)?;
            table.preview(SAMPLE_ROWS).map_err(refused)
        })
        .await?;
        let fields = kind.fields();
        let signature = mapping::signature(&preview.info.columns);
        let remembered = store::recall(&mut cx.tx, &self.kind, &signature).await?;
        let proposal = mapping::suggest(&preview.columns, &fields);
        // What was remembered must still fit: columns may have been renamed in case only.
        let fits = remembered.filter(|m| m.bind(&preview.info.columns, &fields, "UTC").is_ok());
        let (mapping, remembered) = match fits {
            Some(mapping) => (
                Mapping {
                    choices: self.options.clone(),
                    ..mapping
                },
                true,
            ),
            None => (
                Mapping {
                    choices: self.options.clone(),
                    ..proposal.mapping
                },
                false,
            ),
        };
        let missing = fields
            .iter()
            .filter(|f| f.required && !mapping.fields.contains_key(&f.key));
        Ok(Inspection {
            missing: missing.map(|f| f.key.clone()).collect(),
            file_name: file.name,
            bytes: file.bytes as i64,
            preview,
            mapping,
            remembered,
            suggestions: proposal.fields,
        })
    }
}

/// Work that reads files goes to a thread that may block.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::fault)?
}

/// Input of `imports.values`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ImportValuesInput")]
#[serde(deny_unknown_fields)]
pub struct Values {
    upload: String,
    kind: String,
    #[serde(default)]
    #[ts(optional, as = "Option<Choices>")]
    options: Choices,
    column: String,
    limit: usize,
}

/// The values of a column, the most frequent first.
#[derive(Debug, Serialize, TS)]
pub struct ImportValues {
    pub values: Vec<ValueCount>,
    /// How many different ones there are.
    pub distinct: i64,
    /// Whether there are so many that not all were counted.
    pub more: bool,
}

#[derive(Debug, Serialize, TS)]
pub struct ValueCount {
    pub value: String,
    pub count: i64,
}

const DISTINCT_MAX: usize = 20_000;

impl Operation for Values {
    const NAME: &'static str = "imports.values";
    const DOC: &'static str = "All values of a column with their counts, for translating them.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &[];
    type Output = ImportValues;
    async fn run(&self, cx: &mut Cx) -> Result<ImportValues> {
        kind_for(cx, &self.kind)?;
        let file = crate::files::own(cx, &self.upload).await?;
        let (options, column) = (self.options.clone(), self.column.clone());
        let counts = blocking(move || count_values(&file.path, &options, &column)).await?;
        let (distinct, more) = (counts.len() as i64, counts.len() >= DISTINCT_MAX);
        let mut values: Vec<ValueCount> = counts
            .into_iter()
            .map(|(value, count)| ValueCount { value, count })
            .collect();
        values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        values.truncate(self.limit.clamp(1, 2_000));
        Ok(ImportValues {
            values,
            distinct,
            more,
        })
    }
}

fn count_values(path: &std::path::Path, options: &Choices, column: &str) -> Result<HashMap<String, i64>> {
    let mut table = read::open_file(path, options, &Limits::default()).map_err(refused)?;
    let at = table
        .columns()
        .iter()
        .find(|c| c.name == column)
        .map(|c| c.position);
    let at = at.ok_or_else(|| Error::new(Code::UnknownColumn).with("column", column))?;
    let mut counts: HashMap<String, i64> = HashMap::new();
    while let Some(record) = table.read_row().map_err(refused)? {
        let outpost_export::Record::Good(row) = record else {
            continue;
        };
        let value = row.get(at).trim();
        if let Some(count) = counts.get_mut(value) {
            *count += 1;
        } else if counts.len() < DISTINCT_MAX {
            counts.insert(value.to_owned(), 1);
        }
    }
    Ok(counts)
}
