//! Operations on calendars.

use super::compiled::compile;
use super::diff;
use super::model::{CalendarPreview, CalendarView, Calendars, DayKind, DayView, Follows};
use super::rules::{check_code, check_follows, free_code};
use super::store::{self, CalendarContent, CalendarRow};
use crate::access::Need;
use crate::error::{Code, Error, Result};
use crate::history::Change;
use crate::kernel::{CalendarId, Label};
use crate::operation::{Cx, OpKind, Operation};
use chrono::NaiveDate;
use outpost_sla::calendar::{Calendar, CalendarSpec, Origin};
use serde::Deserialize;
use ts_rs::TS;

fn view(row: CalendarRow) -> Result<CalendarView> {
    Ok(CalendarView {
        id: row.id,
        version: row.version,
        revision: row.revision,
        code: row.code,
        name: row.name,
        follows: Follows::parse(&row.follows),
        spec: serde_json::from_str(&row.spec)?,
        saved_at: row.created_at,
        saved_by: row.created_by,
    })
}

/// Input of `calendars.list`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CalendarListInput")]
#[serde(deny_unknown_fields)]
pub struct ListCalendars {}

impl Operation for ListCalendars {
    const NAME: &'static str = "calendars.list";
    const DOC: &'static str = "All working calendars in their newest revision.";
    const NEEDS: Need = Need::Permission("policies.read");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["policies"];
    type Output = Calendars;
    async fn run(&self, cx: &mut Cx) -> Result<Calendars> {
        let rows = store::calendars(&mut cx.tx).await?;
        Ok(Calendars {
            calendars: rows.into_iter().map(view).collect::<Result<_>>()?,
        })
    }
}

/// Input of `calendars.get`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CalendarInput")]
#[serde(deny_unknown_fields)]
pub struct GetCalendar {
    id: CalendarId,
}

impl Operation for GetCalendar {
    const NAME: &'static str = "calendars.get";
    const DOC: &'static str = "One working calendar in its newest revision.";
    const NEEDS: Need = Need::Permission("policies.read");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["policies"];
    type Output = CalendarView;
    async fn run(&self, cx: &mut Cx) -> Result<CalendarView> {
        view(load(cx, self.id).await?)
    }
}

async fn load(cx: &mut Cx, id: CalendarId) -> Result<CalendarRow> {
    store::calendar(&mut cx.tx, id)
        .await?
        .ok_or_else(|| Error::not_found("calendar"))
}

/// A new calendar, or a new revision of one: then with its id and the version that was seen.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SaveCalendarInput")]
#[serde(deny_unknown_fields)]
pub struct SaveCalendar {
    #[serde(default)]
    #[ts(optional = nullable)]
    id: Option<CalendarId>,
    #[serde(default)]
    #[ts(optional, as = "Option<f64>")]
    version: Option<i64>,
    /// Of a new calendar; absent: the next free one. The code of a calendar never changes.
    #[serde(default)]
    #[ts(optional = nullable)]
    code: Option<String>,
    name: String,
    #[serde(default)]
    #[ts(optional, as = "Option<Follows>")]
    follows: Follows,
    spec: CalendarSpec,
}

impl Operation for SaveCalendar {
    const NAME: &'static str = "calendars.save";
    const DOC: &'static str = "Makes a working calendar, or adds a revision to one.";
    const NEEDS: Need = Need::Permission("policies.manage");
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["policies"];
    type Output = CalendarView;
    async fn run(&self, cx: &mut Cx) -> Result<CalendarView> {
        let name = Label::parse("name", &self.name)?;
        let text = serde_json::to_string(&self.spec)?;
        check_follows(self.follows, &self.spec)?;
        let imported = store::imported_csv(&mut cx.tx).await?;
        compile(&text, self.follows, &imported)?;
        let by = cx.actor()?.id;
        let content = CalendarContent {
            follows: self.follows,
            spec: &text,
            now: cx.now,
            by,
        };
        let id = match self.id {
            Some(id) => self.revise(cx, id, name.as_str(), content).await?,
            None => self.create(cx, name.as_str(), content).await?,
        };
        view(load(cx, id).await?)
    }
}

impl SaveCalendar {
    async fn create(&self, cx: &mut Cx, name: &str, content: CalendarContent<'_>) -> Result<CalendarId> {
        let taken = store::calendar_codes(&mut cx.tx).await?;
        let code = match &self.code {
            Some(code) => code.clone(),
            None => free_code("calendar", &taken),
        };
        check_code(&code)?;
        if taken.contains(&code) {
            return Err(Error::new(Code::AlreadyExists).with("value", code).at("code"));
        }
        let id = store::add_calendar(&mut cx.tx, &code, name, content).await?;
        cx.changed(
            Change::new("calendar", id, "created")
                .with("code", code)
                .with("name", name),
        );
        Ok(id)
    }

    async fn revise(
        &self,
        cx: &mut Cx,
        id: CalendarId,
        name: &str,
        content: CalendarContent<'_>,
    ) -> Result<CalendarId> {
        let before = load(cx, id).await?;
        let version = self.version.ok_or_else(|| Error::missing("version"))?;
        if !store::set_calendar(&mut cx.tx, id, version, name, content).await? {
            return Err(Error::new(Code::StaleVersion));
        }
        let mut change = Change::new("calendar", id, "revised")
            .with("revision", before.revision + 1)
            .field("name", before.name.clone(), name)
            .field("follows", before.follows.clone(), content.follows.as_str());
        let (old, new) = (
            serde_json::from_str(&before.spec)?,
            serde_json::from_str(content.spec)?,
        );
        change.changes.extend(diff::changed(&old, &new));
        cx.changed(change);
        Ok(id)
    }
}

/// A specification and a year.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "PreviewCalendarInput")]
#[serde(deny_unknown_fields)]
pub struct PreviewCalendar {
    spec: CalendarSpec,
    #[serde(default)]
    #[ts(optional, as = "Option<Follows>")]
    follows: Follows,
    year: i32,
}

/// The years that calendars answer for.
const YEARS: std::ops::RangeInclusive<i32> = 1890..=2200;

impl Operation for PreviewCalendar {
    const NAME: &'static str = "calendars.preview";
    const DOC: &'static str = "A year as a specification would have it, day by day; nothing is saved.";
    const NEEDS: Need = Need::Permission("policies.read");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["policies"];
    type Output = CalendarPreview;
    async fn run(&self, cx: &mut Cx) -> Result<CalendarPreview> {
        if !YEARS.contains(&self.year) {
            let error = Error::new(Code::NumberOutOfRange)
                .with("min", *YEARS.start())
                .with("max", *YEARS.end());
            return Err(error.at("year"));
        }
        check_follows(self.follows, &self.spec)?;
        let imported = store::imported_csv(&mut cx.tx).await?;
        let calendar = compile(&serde_json::to_string(&self.spec)?, self.follows, &imported)?;
        preview(&calendar, self.year)
    }
}

fn preview(calendar: &Calendar, year: i32) -> Result<CalendarPreview> {
    let day_one = |year: i32| {
        let date = NaiveDate::from_ymd_opt(year, 1, 1).ok_or_else(|| Error::invalid("year"))?;
        Ok::<i64, Error>(date.signed_duration_since(NaiveDate::default()).num_days())
    };
    let (first, end) = (day_one(year)?, day_one(year + 1)?);
    let days: Vec<DayView> = (first..end).map(|day| day_of(calendar, day)).collect();
    let (from, to) = (calendar.day_begins(first), calendar.day_begins(end));
    let open_ms = calendar.elapsed(from, to).map_err(Error::fault)?;
    let working = (first..end).filter(|day| calendar.works_on(*day)).count();
    Ok(CalendarPreview {
        days,
        working_days: u32::try_from(working).unwrap_or(u32::MAX),
        open_ms,
        provisional: !calendar.spec().is_confirmed(year),
    })
}

fn day_of(calendar: &Calendar, day: i64) -> DayView {
    let (origin, name) = calendar.origin(day);
    let kind = match origin {
        Origin::Weekly => DayKind::Working,
        Origin::WeeklyOff => DayKind::Off,
        Origin::Holiday(_) | Origin::Recurring => DayKind::Holiday,
        Origin::MakeUp(_) => DayKind::MakeUp,
        Origin::OverrideOpen | Origin::OverrideClosed => DayKind::Override,
    };
    let clock = |at_ms: i64, end: bool| {
        let text = calendar.local_time(at_ms).format("%H:%M").to_string();
        // The midnight that ends a day is written as the day's own end.
        if end && text == "00:00" {
            "24:00".to_owned()
        } else {
            text
        }
    };
    let windows = calendar
        .own_windows(day)
        .into_iter()
        .map(|(from, to)| (clock(from, false), clock(to, true)));
    DayView {
        date: calendar.date(day).to_string(),
        kind,
        windows: windows.collect(),
        name: Some(name.to_owned()).filter(|name| !name.is_empty()),
    }
}
