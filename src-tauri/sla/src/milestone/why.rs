//! The explanation of a computed due time.

use super::MilestoneResult;
use super::evaluate::Judged;
use crate::calendar::Calendar;
use crate::events::Fact;
use crate::explain::{Explanation, Piece, PieceCode, PieceKind, timeline};
use crate::policy::{EndOfDay, Target};
use crate::refusal::{Params, Refusal};
use crate::spans::Spans;

/// The code and parameters of an event that can move a due time.
pub fn change_of(fact: &Fact) -> Option<(PieceCode, Params)> {
    let (code, values): (PieceCode, Vec<(&str, serde_json::Value)>) = match fact {
        Fact::PriorityChanged { from, to } => (
            PieceCode::PriorityChanged,
            vec![("from", from.as_str().into()), ("to", to.as_str().into())],
        ),
        Fact::PolicyChanged { to } => (PieceCode::PolicyChanged, vec![("to", to.as_str().into())]),
        Fact::RescheduledByCustomer { from_ms, to_ms } => (
            PieceCode::Rescheduled,
            vec![("from_ms", (*from_ms).into()), ("to_ms", (*to_ms).into())],
        ),
        _ => return None,
    };
    Some((
        code,
        values
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    ))
}

fn target_params(target: Target) -> Params {
    let mut params = Params::new();
    match target {
        Target::Minutes { minutes } => {
            params.insert("minutes".into(), minutes.into());
        }
        Target::WorkingDays { days, end_of_day } => {
            params.insert("days".into(), days.into());
            let end = match end_of_day {
                EndOfDay::EndOfLastWindow => "end_of_last_window",
                EndOfDay::Midnight => "midnight",
                EndOfDay::SameTime => "same_time",
            };
            params.insert("end_of_day".into(), end.into());
        }
    }
    params
}

/// The timeline of a clock from its start to its due time, with what moved it.
pub fn explain(judged: &Judged<'_>, result: &MilestoneResult) -> Result<Explanation, Refusal> {
    let line = &judged.line;
    let start = result.started_at_ms.unwrap_or(judged.due_ms);
    let due = judged.due_ms;
    let mut pieces = vec![started(line.terms().calendar, start)?];
    let before = line.terms().target;
    pieces.push(Piece::mark(PieceCode::Target, start, target_params(before)));
    pieces.extend(judged.marks.iter().cloned());
    let (consumed_until, spans) = match line.before_shift()? {
        Some(bare) => (bare, &Spans::default()),
        None => (due, &line.spans),
    };
    for (calendar, from, to) in line.parts(consumed_until) {
        pieces.extend(timeline(calendar, from, to, spans)?);
    }
    if consumed_until < due {
        let counted_ms = due - consumed_until;
        let (kind, code) = (PieceKind::Pause, PieceCode::PauseShift);
        let params = Params::new();
        pieces.push(Piece {
            kind,
            code,
            from_ms: consumed_until,
            to_ms: due,
            counted_ms,
            params,
        });
    }
    for threshold in result
        .thresholds
        .iter()
        .filter(|threshold| threshold.percent != 100)
    {
        let mut params = Params::new();
        params.insert("percent".into(), threshold.percent.into());
        pieces.push(Piece::mark(PieceCode::Threshold, threshold.at_ms, params));
    }
    if let Some(stop) = result.stopped_at_ms {
        pieces.push(Piece::mark(PieceCode::Stopped, stop, Params::new()));
    }
    pieces.push(Piece::mark(PieceCode::Due, due, Params::new()));
    if result.provisional {
        pieces.push(Piece::mark(PieceCode::Provisional, due, Params::new()));
    }
    Ok(Explanation::new(pieces))
}

/// The start of a clock, with the first open moment when that is later.
fn started(calendar: &Calendar, start: i64) -> Result<Piece, Refusal> {
    let mut params = Params::new();
    let open = calendar.next_open(start)?;
    if open > start {
        params.insert("counts_from_ms".into(), open.into());
    }
    Ok(Piece::mark(PieceCode::Started, start, params))
}
