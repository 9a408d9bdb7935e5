//! An order's clocks: judged by the due times it carries, and compared with what the workspace's own policy says.

use super::model::Comparison;
use super::store::Order;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::kernel::Ms;
use outpost_sla::events::{Event, Fact, OrderLog};
use outpost_sla::explain::PieceCode;
use outpost_sla::milestone::{Detail, MilestoneResult, evaluate};
use outpost_sla::policy::{Book, Step};

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
pub(super) fn judged(order: &Order, now: Ms) -> Result<Vec<MilestoneResult>> {
    let mut events = steps(order);
    let mut given = |key: &str, due: Option<i64>| {
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
    given("respond", order.response_due_at);
    // Closed by word alone, without a time: nobody knows when, so no clock is judged, and none runs on for ever.
    let ended = order.completed_at.or(order.closed_at).is_some();
    let open = matches!(order.state.as_str(), "open" | "in_progress" | "cancelled");
    given("solve", order.due_at.filter(|_| ended || open));
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
pub(super) async fn compared(tx: &mut Tx, order: &Order, now: Ms) -> Result<Option<Comparison>> {
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
