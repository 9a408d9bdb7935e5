//! One entry, the choices of a selector, and the two ways an entry changes.

use super::model::{Dictionary, EntryView};
use super::rules;
use super::store::{self, Words};
use crate::access::Need;
use crate::documents::Change;
use crate::error::{Code, Error, Result};
use crate::grids::{Choices, check_limit};
use crate::kernel::{EntryId, Label};
use crate::operation::{Cx, OpKind, Operation};
use crate::texts::Locale;
use serde::Deserialize;
use ts_rs::TS;

async fn view(cx: &mut Cx, id: EntryId) -> Result<EntryView> {
    let row = store::get(&mut cx.tx, id)
        .await?
        .ok_or_else(|| Error::not_found("dictionary_entry"))?;
    Ok(EntryView {
        id,
        version: row.version,
        dictionary: Dictionary::parse(&row.dictionary)
            .ok_or_else(|| Error::fault("an unknown dictionary"))?,
        code: row.code,
        name: row.name,
        name_en: row.name_en,
        rank: row.rank,
        active: row.active.0,
    })
}

/// Checks what a person wrote.
fn words(name: &str, name_en: Option<&str>, rank: i64) -> Result<Words> {
    let english = name_en.map(str::trim).filter(|text| !text.is_empty());
    Ok(Words {
        name: Label::parse("name", name)?.as_str().to_owned(),
        name_en: english
            .map(|text| Label::parse("name_en", text))
            .transpose()?
            .map(|label| label.as_str().to_owned()),
        rank: rules::rank(rank)?,
    })
}

/// Input of `dictionaries.entry`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "DictionaryEntryInput")]
#[serde(deny_unknown_fields)]
pub struct Entry {
    id: EntryId,
}

impl Operation for Entry {
    const NAME: &'static str = "dictionaries.entry";
    const DOC: &'static str = "One entry of a dictionary.";
    const NEEDS: Need = Need::Permission("masters.read");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["dictionaries"];
    type Output = EntryView;
    async fn run(&self, cx: &mut Cx) -> Result<EntryView> {
        view(cx, self.id).await
    }
}

/// Input of `dictionaries.options`: a search in one dictionary, or the ids whose names are wanted.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "DictionaryOptionsInput")]
#[serde(deny_unknown_fields)]
pub struct Options {
    #[serde(default)]
    #[ts(optional = nullable)]
    dictionary: Option<Dictionary>,
    #[serde(default)]
    #[ts(optional = nullable)]
    search: Option<String>,
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<EntryId>>")]
    ids: Vec<EntryId>,
    #[ts(as = "f64")]
    limit: i64,
}

impl Operation for Options {
    const NAME: &'static str = "dictionaries.options";
    const DOC: &'static str =
        "Entries in use of one dictionary for a selector, or the names of some by their ids.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["dictionaries"];
    type Output = Choices;
    async fn run(&self, cx: &mut Cx) -> Result<Choices> {
        check_limit(self.limit)?;
        let english = cx.locale == Locale::En;
        let options = match (self.dictionary, self.ids.as_slice()) {
            (_, ids @ [_, ..]) => store::names(&mut cx.tx, ids, english).await?,
            (Some(dictionary), _) => {
                let search = self.search.as_deref().unwrap_or_default().trim();
                store::options(&mut cx.tx, dictionary.as_str(), search, english, self.limit).await?
            }
            (None, _) => return Err(Error::missing("dictionary")),
        };
        Ok(Choices { options })
    }
}

/// Input of `dictionaries.create`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CreateDictionaryEntryInput")]
#[serde(deny_unknown_fields)]
pub struct Create {
    dictionary: Dictionary,
    code: String,
    name: String,
    #[serde(default)]
    #[ts(optional = nullable)]
    name_en: Option<String>,
    #[ts(as = "f64")]
    rank: i64,
}

impl Operation for Create {
    const NAME: &'static str = "dictionaries.create";
    const DOC: &'static str = "Adds an entry to a dictionary; its code stays for ever.";
    const NEEDS: Need = Need::Permission("masters.manage");
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["dictionaries"];
    type Output = EntryView;
    async fn run(&self, cx: &mut Cx) -> Result<EntryView> {
        let (code, words) = (
            rules::code(&self.code)?,
            words(&self.name, self.name_en.as_deref(), self.rank)?,
        );
        if store::is_taken(&mut cx.tx, self.dictionary.as_str(), &code).await? {
            return Err(Error::new(Code::AlreadyExists).with("value", code).at("code"));
        }
        let id = store::insert(&mut cx.tx, self.dictionary.as_str(), &code, &words, cx.now).await?;
        cx.changed(Change::new("dictionary_entry", id, "created").field("name", "", words.name));
        view(cx, id).await
    }
}

/// Input of `dictionaries.update`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "UpdateDictionaryEntryInput")]
#[serde(deny_unknown_fields)]
pub struct Update {
    id: EntryId,
    #[ts(as = "f64")]
    version: i64,
    name: String,
    #[serde(default)]
    #[ts(optional = nullable)]
    name_en: Option<String>,
    #[ts(as = "f64")]
    rank: i64,
    active: bool,
}

impl Operation for Update {
    const NAME: &'static str = "dictionaries.update";
    const DOC: &'static str = "Changes an entry's names and place, or puts it out of use.";
    const NEEDS: Need = Need::Permission("masters.manage");
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["dictionaries"];
    type Output = EntryView;
    async fn run(&self, cx: &mut Cx) -> Result<EntryView> {
        let words = words(&self.name, self.name_en.as_deref(), self.rank)?;
        let before = store::get(&mut cx.tx, self.id)
            .await?
            .ok_or_else(|| Error::not_found("dictionary_entry"))?;
        if !store::update(&mut cx.tx, self.id, self.version, &words, self.active).await? {
            return Err(Error::new(Code::StaleVersion));
        }
        let change = Change::new("dictionary_entry", self.id, "updated")
            .field("name", before.name, words.name)
            .field("name_en", before.name_en, words.name_en)
            .field("rank", before.rank, words.rank)
            .field("active", before.active.0, self.active);
        cx.changed(change);
        view(cx, self.id).await
    }
}
