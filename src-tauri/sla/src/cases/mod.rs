//! Files of cases: a calendar, a start and a target or an end each, in the notation in which the cases of other SLA
//! software were collected. For checking this crate from outside, and for trying a calendar by hand.
//!
//! A file is `{"cases": [...]}` or a bare list. Kinds: `deadline`, `deadline_days`, `elapsed`, `periods`, each also
//! `…_with_pauses`. A case with a fault is answered by an error of its own; the others are answered all the same.

mod answer;
mod read;

use std::collections::HashMap;
use std::rc::Rc;

use serde_json::{Map, Value, json};

use crate::calendar::Calendar;
use crate::refusal::{Code, Refusal};

/// Answers a file of cases: `{"results": [{"id", "deadline" | "elapsed_seconds" | "periods", "explanation"} |
/// {"id", "error": {"code", "params"}}]}`, in the order of the file, times in each case's own notation.
///
/// A case of `periods` is answered with as many periods as its `expected_periods` has, else as its `count` says, else
/// all up to its `end`, else ten. Times that the clocks jump over are read with the offset before the jump, times
/// that happen twice are the first. An `end` before the `start` is 0 seconds. Parts of a pause before the start do
/// not count. `clamp` moves a result of `deadline_days` outside opening hours to the next (backwards: the previous)
/// open moment. With `pause_rule: wall_clock_shift` the due time moves by the wall length of the pauses that begin
/// before it.
///
/// # Errors
/// `cases_unreadable` when the text is no JSON or no list of cases.
pub fn run_cases(json: &str) -> Result<Value, Refusal> {
    let file: Value = serde_json::from_str(json.trim_start_matches('\u{feff}')).map_err(|error| {
        Refusal::new(Code::CasesUnreadable)
            .with("detail", error.to_string())
            .with("line", error.line())
            .with("column", error.column())
    })?;
    let cases = match file {
        Value::Array(cases) => cases,
        Value::Object(mut object) => match object.remove("cases") {
            Some(Value::Array(cases)) => cases,
            _ => return Err(Refusal::new(Code::CasesUnreadable).with("detail", "no_cases")),
        },
        _ => return Err(Refusal::new(Code::CasesUnreadable).with("detail", "no_cases")),
    };
    let mut calendars = Calendars::default();
    let results: Vec<Value> = cases.into_iter().map(|case| one(case, &mut calendars)).collect();
    Ok(json!({ "results": results }))
}

/// Many cases share a calendar: each is compiled once.
#[derive(Default)]
struct Calendars(HashMap<String, Rc<Calendar>>);

impl Calendars {
    fn get(&mut self, calendar: &Value) -> Result<Rc<Calendar>, Refusal> {
        let key = calendar.to_string();
        if let Some(known) = self.0.get(&key) {
            return Ok(Rc::clone(known));
        }
        let compiled = Rc::new(Calendar::compile(read::calendar(calendar)?)?);
        self.0.insert(key, Rc::clone(&compiled));
        Ok(compiled)
    }
}

fn one(case: Value, calendars: &mut Calendars) -> Value {
    let id = case.get("id").cloned().unwrap_or(Value::Null);
    let mut result = Map::new();
    result.insert("id".into(), id);
    match answer(case, calendars) {
        Ok(answer) => result.extend(answer),
        Err(refusal) => {
            let error = json!({ "code": refusal.code.as_str(), "params": refusal.params });
            result.insert("error".into(), error);
        }
    }
    Value::Object(result)
}

fn answer(case: Value, calendars: &mut Calendars) -> Result<Map<String, Value>, Refusal> {
    let case = read::case(case)?;
    let calendar = calendars.get(&case.calendar)?;
    answer::answer(&case, &calendar)
}
