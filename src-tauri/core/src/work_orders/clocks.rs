//! An order's clocks. An order under a policy of the workspace is judged from its log of events; an imported one by
//! the due times it carries, and compared with what the workspace's own policy would say.

use super::events::{self, Entry};
use super::model::{Comparison, JudgedBy};
use super::store::Order;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::kernel::Ms;
use outpost_sla::events::{Event, Fact, OrderLog};
use outpost_sla::explain::PieceCode;
use outpost_sla::milestone::{Detail, MilestoneResult, evaluate};
use outpost_sla::policy::{Book, Step};

/// What an order's clocks say, and by whose rules.
pub(super) struct Clocks {
    pub policy: Option<JudgedBy>,
    pub clocks: Vec<MilestoneResult>,
    pub comparison: Option<Comparison>,
}

/// The clocks of an order, each explained.
pub(super) async fn read(tx: &mut Tx, order: &Order, now: Ms) -> Result<Clocks> {
    let Some(revision_id) = order.policy_revision_id else {
        return Ok(Clocks {
            policy: None,
            clocks: given(order, now)?,
            comparison: compared(tx, order, now).await?,
        });
    };
    let found = crate::policies::of_revision(tx, revision_id).await?;
    let entries = events::list(tx, order.id).await?;
    let log = log_of(&entries, &order.priority, &found.reference);
    let clocks = evaluate(&log, &found.book, now.0, Detail::Explained).map_err(Error::fault)?;
    Ok(Clocks {
        policy: Some(JudgedBy {
            name: found.name,
            revision: found.revision,
        }),
        clocks,
        comparison: None,
    })
}

/// The log of an order as clocks read it.
pub(super) fn log_of(entries: &[Entry], priority: &str, policy: &str) -> OrderLog {
    OrderLog {
        policy: Some(policy.to_owned()),
        priority: events::first_priority(entries, priority).to_owned(),
        events: entries.iter().filter_map(Entry::event).collect(),
    }
}

/// The steps an order's times tell.
fn steps(order: &Order) -> Vec<Event> {
    let ended = order.completed_at.or(order.closed_at);
    let responded = order.responded_at.or(order.arrived_at);
    [
        (Some(order.opened_at.0), Step::Opened),
        (responded, Step::Responded),
        (order.arrived_at, Step::Arrived),
        (ended, Step::Completed),
        (order.closed_at, Step::Closed),
    ]
    .into_iter()
    .filter_map(|(at, step)| at.map(|at| Event::step(at, step)))
    .collect()
}

/// The clocks whose due times the order carries: facts of its source, no calendar is asked.
fn given(order: &Order, now: Ms) -> Result<Vec<MilestoneResult>> {
    let mut events = steps(order);
    let mut give = |key: &str, due: Option<i64>| {
        if let Some(due_ms) = due {
            events.push(Event::at(
                order.opened_at.0,
                Fact::DueGiven {
                    milestone: key.to_owned(),
                    due_ms,
                },
            ));
        }
    };
    give("respond", order.response_due_at);
    // Closed by word alone, without a time: nobody knows when, so no clock is judged, and none runs on for ever.
    let ended = order.completed_at.or(order.closed_at).is_some();
    let open = matches!(order.state.as_str(), "open" | "in_progress" | "cancelled");
    give("solve", order.due_at.filter(|_| ended || open));
    if order.state == "cancelled" {
        events.push(Event::at(now.0, Fact::Cancelled));
    }
    let log = OrderLog {
        policy: None,
        priority: order.priority.clone(),
        events,
    };
    let mut results = evaluate(&log, &Book::default(), now.0, Detail::Explained).map_err(Error::fault)?;
    // The "why" of a given due time names its file and row; an order that a later import replaced has it from elsewhere.
    if let (0, Some(file), Some(line)) = (order.replaced, &order.batch_file, order.source_line) {
        let explained = results.iter_mut().filter_map(|r| r.explanation.as_mut());
        let pieces = explained.flat_map(|e| &mut e.pieces);
        for piece in pieces.filter(|piece| piece.code == PieceCode::DueFixed) {
            piece.params.insert("file".to_owned(), file.clone().into());
            piece.params.insert("line".to_owned(), line.into());
        }
    }
    Ok(results)
}

/// What the workspace's own policy makes of the same steps; nothing where no policy applies.
async fn compared(tx: &mut Tx, order: &Order, now: Ms) -> Result<Option<Comparison>> {
    let asked = crate::policies::Asked {
        kind: &order.kind,
        priority: &order.priority,
        category: order.category.as_deref(),
        at: order.opened_at,
    };
    let Some(found) = crate::policies::applying(tx, &asked).await? else {
        return Ok(None);
    };
    let log = OrderLog {
        policy: Some(found.reference.clone()),
        priority: order.priority.clone(),
        events: steps(order),
    };
    let clocks = evaluate(&log, &found.book, now.0, Detail::Explained).map_err(Error::fault)?;
    Ok(Some(Comparison {
        policy: found.name,
        revision: found.revision,
        clocks,
    }))
}
