//! Why a due time is what it is: the timeline from start to due as pieces, each a code with parameters. The pieces
//! are enough to draw the ribbon of a clock and to print it as text; sentences stand in the catalogues.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::{Calendar, Origin};
use crate::refusal::{Params, Refusal};
use crate::spans::{Span, Spans};

/// A run of more civil days than this is shown by its first and last days, with one folded piece between.
const FOLD_ABOVE_DAYS: i64 = 24;
/// Days shown before the fold.
const HEAD_DAYS: i64 = 10;
/// Days shown after it.
const TAIL_DAYS: i64 = 7;
/// A longer list is folded in its middle; marks there are kept, a third of this at most.
const MOST_PIECES: usize = 300;

/// What a piece is, for drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "SlaPieceKind")]
pub enum PieceKind {
    /// Open time that was used up.
    Open,
    /// Closed time.
    Closed,
    /// Time that did not count.
    Pause,
    /// A long stretch in summary.
    Folded,
    /// A moment: target, change, threshold, due.
    Mark,
}

macro_rules! piece_codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// What a piece says. Closed: the catalogues carry a text for each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
        #[ts(rename = "SlaPieceCode")]
        pub enum PieceCode {
            $($(#[$doc])* #[serde(rename = $text)] $name,)*
        }

        impl PieceCode {
            /// All codes, for the test that both catalogues carry them.
            pub const ALL: &'static [PieceCode] = &[$(PieceCode::$name,)*];

            /// The code as it stands on the wire and in the catalogues.
            pub fn as_str(self) -> &'static str {
                match self { $(PieceCode::$name => $text,)* }
            }
        }
    };
}

piece_codes! {
    /// Normal opening hours.
    Open = "open",
    /// Hours of a make-up workday. Params: `name`.
    OpenMakeUp = "open_make_up",
    /// Hours that an override sets.
    OpenOverride = "open_override",
    /// Outside the hours of a working day.
    ClosedHours = "closed_hours",
    /// A day of the week without hours.
    ClosedWeekly = "closed_weekly",
    /// A statutory day off. Params: `name`.
    ClosedHoliday = "closed_holiday",
    /// A day off that returns each year.
    ClosedRecurring = "closed_recurring",
    /// A day that an override closes.
    ClosedOverride = "closed_override",
    /// A working day whose hours are taken up by breaks.
    ClosedBreak = "closed_break",
    /// A pause. Params: `reasons`; the counted time is what it gave back.
    Pause = "pause",
    /// The due time moved by the wall length of the pauses.
    PauseShift = "pause_shift",
    /// Many days. Params: `days` and `working_days`; where a long list was folded, `pieces` and `paused_ms`.
    Folded = "folded",
    /// The clock started. Params: `counts_from_ms` when the start lies outside opening hours.
    Started = "started",
    /// The target. Params: `minutes`, or `days` with `end_of_day`.
    Target = "target",
    /// The priority changed. Params: `from`, `to`, `from_due_ms`, `to_due_ms`.
    PriorityChanged = "priority_changed",
    /// The policy changed. Params: `to`, `from_due_ms`, `to_due_ms`.
    PolicyChanged = "policy_changed",
    /// The customer moved an appointment. Params: `from_ms`, `to_ms`, `from_due_ms`, `to_due_ms`.
    Rescheduled = "rescheduled",
    /// A new promise. Params: `from_due_ms`, `to_due_ms`.
    PromiseChanged = "promise_changed",
    /// A change came after the breach, which stands. Params: as the change.
    BreachKept = "breach_kept",
    /// A threshold. Params: `percent`.
    Threshold = "threshold",
    /// The clock stopped.
    Stopped = "stopped",
    /// The due time of a policy.
    Due = "due",
    /// The due time was given by the source or promised; no calendar made it.
    DueFixed = "due_fixed",
    /// The result rests on a year whose holidays are not yet announced.
    Provisional = "provisional",
}

/// One piece of an explanation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(rename = "SlaPiece")]
pub struct Piece {
    /// What it is, for drawing.
    pub kind: PieceKind,
    /// What it says.
    pub code: PieceCode,
    /// Beginning, epoch milliseconds.
    pub from_ms: i64,
    /// End, epoch milliseconds; a mark ends where it begins.
    pub to_ms: i64,
    /// Open milliseconds used up (open, folded) or given back (pause); 0 for the rest.
    pub counted_ms: i64,
    /// Values for the catalogue sentence.
    #[ts(type = "Record<string, unknown>")]
    pub params: Params,
}

impl Piece {
    /// A moment.
    pub fn mark(code: PieceCode, at_ms: i64, params: Params) -> Piece {
        Piece {
            kind: PieceKind::Mark,
            code,
            from_ms: at_ms,
            to_ms: at_ms,
            counted_ms: 0,
            params,
        }
    }
}

/// The timeline of a clock. The counted time of its open and folded pieces adds up to `counted_ms` exactly.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[ts(rename = "SlaExplanation")]
pub struct Explanation {
    /// In order of time; marks stand at the beginning of their moment.
    pub pieces: Vec<Piece>,
    /// Open milliseconds used up.
    pub counted_ms: i64,
    /// Open milliseconds given back by pauses.
    pub paused_ms: i64,
}

impl Explanation {
    /// Puts pieces and marks in order, bounds their number and adds them up.
    pub fn new(mut pieces: Vec<Piece>) -> Self {
        pieces.sort_by_key(|piece| (piece.from_ms, piece.to_ms != piece.from_ms));
        let pieces = bounded(pieces);
        let sum = |kinds: &[PieceKind]| {
            pieces
                .iter()
                .filter(|piece| kinds.contains(&piece.kind))
                .map(|piece| piece.counted_ms)
                .sum()
        };
        let counted_ms = sum(&[PieceKind::Open, PieceKind::Folded]);
        let folded_pauses: i64 = pieces
            .iter()
            .filter(|piece| piece.kind == PieceKind::Folded)
            .filter_map(|piece| piece.params.get("paused_ms")?.as_i64())
            .sum();
        let paused_ms = sum(&[PieceKind::Pause]) + folded_pauses;
        Explanation {
            counted_ms,
            paused_ms,
            pieces,
        }
    }
}

/// Folds the middle of a list that grew beyond what anybody reads.
fn bounded(mut pieces: Vec<Piece>) -> Vec<Piece> {
    if pieces.len() <= MOST_PIECES {
        return pieces;
    }
    let tail = pieces.split_off(pieces.len() - MOST_PIECES / 3);
    let (mut marks, middle): (Vec<Piece>, Vec<Piece>) = pieces
        .split_off(MOST_PIECES / 2)
        .into_iter()
        .partition(|piece| piece.kind == PieceKind::Mark);
    // Moments say more than the stretches between them, but they too can be too many.
    marks.truncate(MOST_PIECES / 3);
    let sum = |kinds: &[PieceKind]| -> i64 {
        middle
            .iter()
            .filter(|piece| kinds.contains(&piece.kind))
            .map(|piece| piece.counted_ms)
            .sum()
    };
    let inner: i64 = middle
        .iter()
        .filter_map(|piece| piece.params.get("paused_ms")?.as_i64())
        .sum();
    let mut params = Params::new();
    params.insert("pieces".into(), middle.len().into());
    params.insert("paused_ms".into(), (sum(&[PieceKind::Pause]) + inner).into());
    let from_ms = middle.first().map_or(0, |piece| piece.from_ms);
    let to_ms = middle.iter().map(|piece| piece.to_ms).max().unwrap_or(from_ms);
    let counted_ms = sum(&[PieceKind::Open, PieceKind::Folded]);
    pieces.push(Piece {
        kind: PieceKind::Folded,
        code: PieceCode::Folded,
        from_ms,
        to_ms,
        counted_ms,
        params,
    });
    pieces.extend(marks);
    pieces.extend(tail);
    pieces
}

/// The timeline between two moments: open and closed pieces, pauses in between, long runs folded.
///
/// # Errors
/// `beyond_horizon`.
pub fn timeline(calendar: &Calendar, from_ms: i64, to_ms: i64, spans: &Spans) -> Result<Vec<Piece>, Refusal> {
    let mut pieces = Vec::new();
    let mut cursor = from_ms;
    for span in spans
        .iter()
        .filter(|span| span.to_ms > from_ms && span.from_ms < to_ms)
    {
        stretch(calendar, cursor, span.from_ms.max(from_ms), &mut pieces)?;
        pieces.push(pause(calendar, span, from_ms, to_ms)?);
        cursor = span.to_ms.min(to_ms);
    }
    stretch(calendar, cursor, to_ms, &mut pieces)?;
    Ok(pieces)
}

fn pause(calendar: &Calendar, span: &Span, from_ms: i64, to_ms: i64) -> Result<Piece, Refusal> {
    let (from_ms, to_ms) = (span.from_ms.max(from_ms), span.to_ms.min(to_ms));
    let counted_ms = calendar.elapsed(from_ms, to_ms)?;
    let mut params = Params::new();
    params.insert("reasons".into(), span.reasons.clone().into());
    Ok(Piece {
        kind: PieceKind::Pause,
        code: PieceCode::Pause,
        from_ms,
        to_ms,
        counted_ms,
        params,
    })
}

/// One stretch without pauses.
fn stretch(calendar: &Calendar, from_ms: i64, to_ms: i64, pieces: &mut Vec<Piece>) -> Result<(), Refusal> {
    if from_ms >= to_ms {
        return Ok(());
    }
    let (first, last) = (calendar.local_day(from_ms), calendar.local_day(to_ms - 1));
    if last - first < FOLD_ABOVE_DAYS {
        (first..=last).for_each(|day| day_pieces(calendar, day, from_ms, to_ms, pieces));
        return Ok(());
    }
    let (fold_from, fold_to) = (first + HEAD_DAYS, last - TAIL_DAYS + 1);
    (first..fold_from).for_each(|day| day_pieces(calendar, day, from_ms, to_ms, pieces));
    let (begin, end) = (calendar.day_begins(fold_from), calendar.day_begins(fold_to));
    let working = (fold_from..fold_to).filter(|day| calendar.works_on(*day)).count();
    let mut params = Params::new();
    params.insert("days".into(), (fold_to - fold_from).into());
    params.insert("working_days".into(), working.into());
    pieces.push(Piece {
        kind: PieceKind::Folded,
        code: PieceCode::Folded,
        from_ms: begin,
        to_ms: end,
        counted_ms: calendar.elapsed(begin, end)?,
        params,
    });
    (fold_to..=last).for_each(|day| day_pieces(calendar, day, from_ms, to_ms, pieces));
    Ok(())
}

/// The open and closed time of one civil day, clipped.
fn day_pieces(calendar: &Calendar, day: i64, from_ms: i64, to_ms: i64, pieces: &mut Vec<Piece>) {
    let begin = calendar.day_begins(day).max(from_ms);
    let end = calendar.day_begins(day + 1).min(to_ms);
    let mut cursor = begin;
    // A window of the day before may run into this one.
    for owner in [day - 1, day] {
        for (open, close) in calendar.own_windows(owner) {
            let (open, close) = (open.max(cursor), close.min(end));
            if open < close {
                push(pieces, closed_piece(calendar, day, cursor, open));
                push(pieces, open_piece(calendar, owner, open, close));
                cursor = close;
            }
        }
    }
    push(pieces, closed_piece(calendar, day, cursor, end));
}

fn open_piece(calendar: &Calendar, owner: i64, from_ms: i64, to_ms: i64) -> Piece {
    let (origin, name) = calendar.origin(owner);
    let code = match origin {
        Origin::MakeUp(_) => PieceCode::OpenMakeUp,
        Origin::OverrideOpen => PieceCode::OpenOverride,
        _ => PieceCode::Open,
    };
    Piece {
        kind: PieceKind::Open,
        code,
        from_ms,
        to_ms,
        counted_ms: to_ms - from_ms,
        params: named(name),
    }
}

fn closed_piece(calendar: &Calendar, day: i64, from_ms: i64, to_ms: i64) -> Piece {
    let (origin, name) = calendar.origin(day);
    let (code, name) = match origin {
        Origin::WeeklyOff => (PieceCode::ClosedWeekly, ""),
        Origin::Holiday(_) => (PieceCode::ClosedHoliday, name),
        Origin::Recurring => (PieceCode::ClosedRecurring, ""),
        Origin::OverrideClosed => (PieceCode::ClosedOverride, ""),
        _ if !calendar.works_on(day) => (PieceCode::ClosedBreak, ""),
        _ => (PieceCode::ClosedHours, ""),
    };
    Piece {
        kind: PieceKind::Closed,
        code,
        from_ms,
        to_ms,
        counted_ms: 0,
        params: named(name),
    }
}

fn named(name: &str) -> Params {
    let mut params = Params::new();
    if !name.is_empty() {
        params.insert("name".into(), name.into());
    }
    params
}

/// Adds a piece, joining it to the last one when that says the same and ends where this begins.
fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    if piece.from_ms >= piece.to_ms {
        return;
    }
    match pieces.last_mut() {
        Some(last)
            if last.to_ms == piece.from_ms
                && last.kind == piece.kind
                && last.code == piece.code
                && last.params == piece.params =>
        {
            last.to_ms = piece.to_ms;
            last.counted_ms += piece.counted_ms;
        }
        _ => pieces.push(piece),
    }
}
