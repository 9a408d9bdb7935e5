//! Publishing staged orders in one set-based transaction, with the sums they change.

use super::parse::Parsed;
use super::store::Meets;
use super::{images, merge, store};
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::imports::{Doubles, Publish, Published, names_made};
use crate::work_orders::rollup::{self, Accumulator, Facts};
use std::collections::HashMap;

pub(super) const BLOCK: i64 = 5_000;
/// Skipped rows read at once: each block reads through the staged rows from their beginning, so fewer are better.
const SKIPPED: i64 = 20_000;

pub(super) async fn publish(tx: &mut Tx, run: &Publish) -> Result<Published> {
    let parsed = run
        .finished
        .state
        .downcast_ref::<Parsed>()
        .ok_or_else(|| Error::fault("another kind's rows"))?;
    let staged = store::staged(tx, run.batch).await?;
    let doubles = store::doubles(tx, run.batch).await?;
    let settled = match run.doubles {
        Doubles::Update if doubles > 0 => store::settled(tx, run.batch).await?,
        _ => 0,
    };
    let (updated, skipped) = match run.doubles {
        Doubles::Update => (doubles - settled, settled),
        Doubles::Skip => (0, doubles),
    };
    let made = |entity: &str| run.finished.names.iter().filter(|(e, _, _)| *e == entity).count() as i64;
    let made = vec![("outlet", made("outlet")), ("category", made("category"))];
    let counted = Published {
        created: staged - doubles,
        updated,
        skipped,
        settled,
        made,
        content: None,
    };
    if run.dry {
        return Ok(counted);
    }
    let mut change = Accumulator::default();
    let mut content = parsed.content;
    let places = make_names(tx, run).await?;
    if skipped > 0 {
        // What is not skipped because of the file's choice is, because the order is settled.
        let which = match run.doubles {
            Doubles::Skip => Meets::Any,
            Doubles::Update => Meets::Settled,
        };
        content = content.wrapping_sub(drop_skipped(tx, run, which, &mut change).await?);
        store::forget_doubles(tx, run.batch, which).await?;
    }
    if updated > 0 {
        images::keep(tx, run.batch).await?;
        content = content.wrapping_sub(merge::write_over(tx, run, parsed, &places, &mut change).await?);
        store::forget_doubles(tx, run.batch, Meets::Any).await?;
    }
    let created = store::publish_new(tx, run.batch, run.now).await?;
    // Staged sums speak of outlets and categories by place; what was taken out of them does too, for skipped doubles.
    let real = |entity: &'static str, id: i64| places.get(&(entity, id)).copied().unwrap_or(id);
    let names = rollup::Names {
        outlet: &|id| real("outlet", id),
        category: &|id| real("category", id),
    };
    rollup::apply(tx, &parsed.sums, &names).await?;
    rollup::apply(tx, &change, &names).await?;
    if created != counted.created {
        return Err(Error::fault(format!(
            "published {created} rows, counted {}",
            counted.created
        )));
    }
    Ok(Published {
        content: Some(content.to_string()),
        ..counted
    })
}

/// Takes skipped doubles out of the sums. Answers their digests, which are no part of what the batch creates.
async fn drop_skipped(tx: &mut Tx, run: &Publish, which: Meets, change: &mut Accumulator) -> Result<i64> {
    let (mut line, mut content) = (0, 0_i64);
    loop {
        let staged = store::doubles_after(tx, run.batch, line, SKIPPED, which).await?;
        let Some(last) = staged.last().map(|row| row.at) else {
            return Ok(content);
        };
        for row in &staged {
            content = content.wrapping_add(row.digest);
            change.add(&Facts::of(&row.facts), -1);
        }
        line = last;
    }
}

/// Makes the outlets and categories that rows name; answers their real ids by place.
async fn make_names(tx: &mut Tx, run: &Publish) -> Result<HashMap<(&'static str, i64), i64>> {
    let mut places = HashMap::new();
    // Another import may have made some of them since this one was read.
    let known: HashMap<String, i64> = store::outlets(tx).await?.into_iter().collect();
    for (entity, place, name) in &run.finished.names {
        let id = match (*entity, known.get(name)) {
            ("outlet", Some(id)) => *id,
            ("outlet", None) => store::make_outlet(tx, name, run.batch, run.now).await?,
            _ => store::make_category(tx, name, run.batch).await?,
        };
        names_made(tx, run.batch, entity, *place, id).await?;
        places.insert((*entity, *place), id);
    }
    Ok(places)
}
