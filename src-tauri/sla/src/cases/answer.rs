//! The answer to one case.

use serde_json::{Map, Value, json};

use super::read::{Case, CasePauseRule, Notation};
use crate::calendar::{Calendar, DayEnd};
use crate::explain::{Explanation, Piece, PieceCode, PieceKind, timeline};
use crate::refusal::{Code, Params, Refusal};
use crate::spans::{Span, Spans};

/// Periods answered when a case does not say how many.
const PERIODS: usize = 10;
/// More periods than this are refused.
const MOST_PERIODS: usize = 10_000;

/// Answers a case of any kind.
///
/// # Errors
/// `unknown_kind`, `missing_field`, and whatever the calendar refuses.
pub fn answer(case: &Case, calendar: &Calendar) -> Result<Map<String, Value>, Refusal> {
    let notation = Notation::of(case, calendar);
    let start = notation.read("start", &case.start)?;
    let (kind, paused) = match case.kind.strip_suffix("_with_pauses") {
        Some(kind) => (kind, true),
        None => (case.kind.as_str(), false),
    };
    if paused && case.pauses.is_none() {
        return Err(missing("pauses"));
    }
    let spans = Spans::union(start, pauses(case, &notation)?);
    let question = Question {
        case,
        calendar,
        notation,
        start,
        spans,
    };
    let mut answer = match kind {
        "deadline" => question.deadline()?,
        "deadline_days" => question.deadline_days()?,
        "elapsed" => question.elapsed()?,
        "periods" => question.periods()?,
        _ => return Err(Refusal::new(Code::UnknownKind).with("kind", case.kind.as_str())),
    };
    if case.pauses.is_some() {
        let paused_ms = question
            .spans
            .working_ms(calendar, start, last_end(&question.spans, start))?;
        answer.insert("pause_working_seconds".into(), seconds(paused_ms));
    }
    Ok(answer)
}

fn last_end(spans: &Spans, start: i64) -> i64 {
    spans.iter().last().map_or(start, |span| span.to_ms)
}

fn missing(field: &str) -> Refusal {
    Refusal::new(Code::MissingField).with("field", field)
}

fn pauses(case: &Case, notation: &Notation<'_>) -> Result<Vec<Span>, Refusal> {
    let mut spans = Vec::new();
    for (from, to) in case.pauses.iter().flatten() {
        let (from_ms, to_ms) = (notation.read("pauses", from)?, notation.read("pauses", to)?);
        if to_ms < from_ms {
            return Err(Refusal::new(Code::PauseReversed)
                .with("from_ms", from_ms)
                .with("to_ms", to_ms));
        }
        spans.push(Span {
            from_ms,
            to_ms,
            reasons: Vec::new(),
        });
    }
    Ok(spans)
}

/// Whole seconds stay whole.
fn seconds(ms: i64) -> Value {
    if ms % 1000 == 0 {
        json!(ms / 1000)
    } else {
        json!(ms as f64 / 1000.0)
    }
}

struct Question<'a> {
    case: &'a Case,
    calendar: &'a Calendar,
    notation: Notation<'a>,
    start: i64,
    spans: Spans,
}

impl Question<'_> {
    fn is_paused(&self) -> bool {
        self.spans.iter().next().is_some()
    }

    fn shifts(&self) -> bool {
        self.case.pause_rule.unwrap_or_default() == CasePauseRule::WallClockShift
    }

    fn deadline(&self) -> Result<Map<String, Value>, Refusal> {
        let target = self
            .case
            .target_seconds
            .ok_or_else(|| missing("target_seconds"))?;
        let too_large = || Refusal::new(Code::TargetTooLarge).with("target", target);
        let target_ms = target.checked_mul(1000).ok_or_else(too_large)?;
        if target < 0 && self.is_paused() {
            return Err(Refusal::new(Code::NegativeTargetWithPauses));
        }
        let bare = self.calendar.deadline(self.start, target_ms)?;
        let due = if !self.is_paused() {
            bare
        } else if self.shifts() {
            self.spans.shift_by_wall(self.start, bare)
        } else {
            self.spans.use_up(self.calendar, self.start, target_ms)?
        };
        let mut params = Params::new();
        params.insert("seconds".into(), target.into());
        self.due(bare, due, params)
    }

    fn deadline_days(&self) -> Result<Map<String, Value>, Refusal> {
        let days = self
            .case
            .target_working_days
            .ok_or_else(|| missing("target_working_days"))?;
        if days < 0 && self.is_paused() {
            return Err(Refusal::new(Code::NegativeTargetWithPauses));
        }
        let clamp =
            matches!(&self.case.clamp, Some(value) if !value.is_null() && *value != Value::Bool(false));
        let end = match (self.case.end_of_working_day.unwrap_or(false), clamp) {
            (true, _) => DayEnd::LastWindow,
            (false, true) => DayEnd::SameTimeClamped,
            (false, false) => DayEnd::SameTime,
        };
        let bare = self.calendar.deadline_days(self.start, days, end)?;
        let due = if self.shifts() {
            self.spans.shift_by_wall(self.start, bare)
        } else if self.spans.working_ms(self.calendar, self.start, bare)? > 0 {
            // Pauses give their open time back behind the day that was named.
            let whole = self.calendar.elapsed(self.start, bare)?;
            self.spans.use_up(self.calendar, self.start, whole)?
        } else {
            bare
        };
        let mut params = Params::new();
        params.insert("days".into(), days.into());
        self.due(bare, due, params)
    }

    /// The answer with a due time; `bare` is the due time without pauses.
    fn due(&self, bare: i64, due: i64, target: Params) -> Result<Map<String, Value>, Refusal> {
        let mut started = Params::new();
        if let Ok(open) = self.calendar.next_open(self.start)
            && open > self.start
            && due >= self.start
        {
            started.insert("counts_from".into(), self.notation.write(open).into());
        }
        let mut pieces = vec![
            Piece::mark(PieceCode::Started, self.start, started),
            Piece::mark(PieceCode::Target, self.start, target),
        ];
        if self.shifts() && self.is_paused() {
            pieces.extend(timeline(self.calendar, self.start, bare, &Spans::default())?);
            let (kind, code) = (PieceKind::Pause, PieceCode::PauseShift);
            let (counted_ms, params) = (due - bare, Params::new());
            pieces.push(Piece {
                kind,
                code,
                from_ms: bare,
                to_ms: due,
                counted_ms,
                params,
            });
        } else {
            let (from, to) = (self.start.min(due), self.start.max(due));
            pieces.extend(timeline(self.calendar, from, to, &self.spans)?);
        }
        pieces.push(Piece::mark(PieceCode::Due, due, Params::new()));
        let mut answer = Map::new();
        answer.insert("deadline".into(), self.notation.write(due).into());
        answer.insert("explanation".into(), self.explanation(pieces));
        Ok(answer)
    }

    fn elapsed(&self) -> Result<Map<String, Value>, Refusal> {
        let end = self.case.end.as_deref().ok_or_else(|| missing("end"))?;
        let end = self.notation.read("end", end)?;
        let counted = if self.shifts() {
            let open = self.calendar.elapsed(self.start, end)?;
            (open - self.spans.wall_ms(self.start, end)).max(0)
        } else if end <= self.start {
            0
        } else {
            self.spans.counted_ms(self.calendar, self.start, end)?
        };
        let pieces = timeline(self.calendar, self.start, end, &self.spans)?;
        let mut answer = Map::new();
        answer.insert("elapsed_seconds".into(), seconds(counted));
        answer.insert("explanation".into(), self.explanation(pieces));
        Ok(answer)
    }

    fn periods(&self) -> Result<Map<String, Value>, Refusal> {
        let end = self
            .case
            .end
            .as_deref()
            .map(|end| self.notation.read("end", end))
            .transpose()?;
        let asked = self
            .case
            .expected_periods
            .as_ref()
            .map(Vec::len)
            .or(self.case.count);
        let count = asked.unwrap_or(if end.is_some() { MOST_PERIODS } else { PERIODS });
        if count > MOST_PERIODS {
            return Err(Refusal::new(Code::TargetTooLarge).with("target", count));
        }
        let mut periods: Vec<(i64, i64)>;
        let mut window = count.max(1);
        loop {
            let found = self.calendar.periods(self.start, end, window)?;
            let exhausted = found.len() < window;
            periods = found
                .into_iter()
                .flat_map(|period| self.outside_pauses(period))
                .collect();
            if periods.len() >= count || exhausted || window > MOST_PERIODS {
                break;
            }
            window *= 2;
        }
        periods.truncate(count);
        let until = periods.last().map_or(self.start, |period| period.1);
        let pieces = timeline(self.calendar, self.start, until, &self.spans)?;
        let pairs: Vec<Value> = periods
            .iter()
            .map(|(from, to)| json!([self.notation.write(*from), self.notation.write(*to)]))
            .collect();
        let mut answer = Map::new();
        answer.insert("periods".into(), pairs.into());
        answer.insert("explanation".into(), self.explanation(pieces));
        Ok(answer)
    }

    fn outside_pauses(&self, (from, to): (i64, i64)) -> Vec<(i64, i64)> {
        let mut parts = Vec::new();
        let mut cursor = from;
        for span in self
            .spans
            .iter()
            .filter(|span| span.to_ms > from && span.from_ms < to)
        {
            if cursor < span.from_ms {
                parts.push((cursor, span.from_ms));
            }
            cursor = span.to_ms;
        }
        if cursor < to {
            parts.push((cursor, to));
        }
        parts
    }

    fn explanation(&self, pieces: Vec<Piece>) -> Value {
        let explanation = Explanation::new(pieces);
        let piece = |piece: &Piece| {
            json!({
                "kind": piece.kind,
                "code": piece.code,
                "from": self.notation.write(piece.from_ms),
                "to": self.notation.write(piece.to_ms),
                "counted_seconds": seconds(piece.counted_ms),
                "params": piece.params,
            })
        };
        explanation.pieces.iter().map(piece).collect()
    }
}
