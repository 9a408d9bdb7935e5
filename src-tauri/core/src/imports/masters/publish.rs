//! Publishing staged master data, and taking it back.

use super::store;
use super::{MasterSpec, MasterType};
use crate::db::Tx;
use crate::error::{Code, Error, Result};
use crate::imports::kinds::{Publish, Published, Undone};
use crate::imports::report::Doubles;
use crate::imports::store::keep_before;
use crate::kernel::BatchId;
use serde_json::{Map, Value as Json};

const BLOCK: i64 = 2_000;

pub(super) async fn publish(tx: &mut Tx, spec: &MasterSpec, run: &Publish) -> Result<Published> {
    let (mut published, mut line) = (Published::default(), 0);
    loop {
        let staged = store::staged_after(tx, run.batch, line, BLOCK).await?;
        let Some(last) = staged.last().map(|(line, _, _)| *line) else {
            break;
        };
        line = last;
        let codes: Vec<&String> = staged.iter().map(|(_, code, _)| code).collect();
        let existing = store::existing(tx, spec.table, &codes).await?;
        let mut new = Vec::new();
        for (_, code, fields) in &staged {
            let fields: Map<String, Json> = serde_json::from_str(fields)?;
            match (existing.get(code), run.doubles) {
                (None, _) => new.push(fields),
                (Some(_), Doubles::Skip) => published.skipped += 1,
                (Some(id), Doubles::Update) => {
                    published.updated += 1;
                    if !run.dry {
                        let image = store::image(tx, spec, *id).await?;
                        keep_before(tx, run.batch, spec.kind, vec![(*id, image)]).await?;
                        store::update(tx, spec, *id, &fields, None).await?;
                    }
                }
            }
        }
        published.created += new.len() as i64;
        if !run.dry {
            store::insert(tx, spec, run.batch, run.now, &new).await?;
        }
    }
    if !run.dry {
        link(tx, spec, run).await?;
        (spec.settle)(tx).await?;
    }
    Ok(published)
}

/// References among the rows of one table, when all of them have ids.
async fn link(tx: &mut Tx, spec: &MasterSpec, run: &Publish) -> Result<()> {
    for field in spec
        .fields
        .iter()
        .filter(|f| f.holds == MasterType::Reference(spec.table))
    {
        let ids = store::codes(tx, spec.table).await?;
        // A row that was skipped stays as it is, with what it points to.
        let made = match run.doubles {
            Doubles::Skip => Some(store::made(tx, spec.table, run.batch).await?),
            Doubles::Update => None,
        };
        let mut line = 0;
        loop {
            let staged = store::staged_after(tx, run.batch, line, BLOCK).await?;
            let Some(last) = staged.last().map(|(line, _, _)| *line) else {
                break;
            };
            line = last;
            let written = |code: &String| made.as_ref().is_none_or(|made| made.contains(code));
            for (line, code, fields) in staged.iter().filter(|row| written(&row.1)) {
                let fields: Map<String, Json> = serde_json::from_str(fields)?;
                let Some(to) = fields.get(field.column).and_then(Json::as_str) else {
                    continue;
                };
                let id = ids
                    .get(code)
                    .ok_or_else(|| Error::fault("a published row has no id"))?;
                let to = ids.get(to).ok_or_else(|| {
                    let refusal = Error::new(Code::Table(outpost_export::ReadCode::UnknownReference));
                    refusal
                        .with("value", to)
                        .with("line", *line)
                        .with("column", field.key)
                })?;
                store::set_reference(tx, spec, field.column, *id, Some(*to)).await?;
            }
        }
    }
    Ok(())
}

pub(super) async fn undo(tx: &mut Tx, spec: &MasterSpec, batch: BatchId) -> Result<Undone> {
    let changed = store::changed_since(tx, spec, batch).await?;
    if changed > 0 {
        return Err(Error::new(Code::ImportNotUndoable)
            .with("reason", "changed")
            .with("count", changed));
    }
    let mut restored = 0;
    for (id, image) in store::kept(tx, batch, spec.kind).await? {
        let image: Map<String, Json> = serde_json::from_str(&image)?;
        let version = image.get("version").and_then(Json::as_i64);
        store::update(tx, spec, id, &image, version).await?;
        for field in spec
            .fields
            .iter()
            .filter(|f| f.holds == MasterType::Reference(spec.table))
        {
            let to = image.get(field.column).and_then(Json::as_i64);
            store::set_reference(tx, spec, field.column, id, to).await?;
        }
        restored += 1;
    }
    for field in spec
        .fields
        .iter()
        .filter(|f| f.holds == MasterType::Reference(spec.table))
    {
        store::unlink(tx, spec, field.column, batch).await?;
    }
    let removed = store::remove(tx, spec, batch)
        .await
        .map_err(|error| match error.code {
            // Orders or engineers stand on these rows by now.
            Code::StillReferenced => Error::new(Code::ImportNotUndoable)
                .with("reason", "in_use")
                .because(error),
            _ => error,
        })?;
    (spec.settle)(tx).await?;
    Ok(Undone {
        removed,
        restored,
        kept: 0,
    })
}
