//! Public holidays: the years that are known, and the import of a year that was announced.

use super::compiled::known_holidays;
use super::model::Years;
use super::rules::{refused, years};
use super::store;
use crate::access::Need;
use crate::error::{Code, Error, Result};
use crate::history::Change;
use crate::operation::{Cx, OpKind, Operation};
use outpost_sla::Refusal;
use outpost_sla::cn_holidays::{HolidaySet, parse_csv, parse_holiday_cn};
use serde::Deserialize;
use ts_rs::TS;

/// A century of announcements is smaller than this, in bytes.
const TEXT_MAX: usize = 1 << 20;
/// Years that an announcement can be for.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2199;

/// Input of `holidays.years`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "HolidayYearsInput")]
#[serde(deny_unknown_fields)]
pub struct HolidayYears {}

impl Operation for HolidayYears {
    const NAME: &'static str = "holidays.years";
    const DOC: &'static str = "The years whose public holidays are known: shipped or imported.";
    const NEEDS: Need = Need::Permission("policies.read");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["policies"];
    type Output = Years;
    async fn run(&self, cx: &mut Cx) -> Result<Years> {
        listed(cx).await
    }
}

async fn listed(cx: &mut Cx) -> Result<Years> {
    let known = known_holidays(&store::imported_csv(&mut cx.tx).await?)?;
    let imported = store::imported_years(&mut cx.tx).await?;
    Ok(Years {
        years: years(&known, &imported),
    })
}

/// An announcement: CSV `date,kind,name` (kinds `holiday` and `make_up`) or the JSON of holiday-cn.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ImportHolidaysInput")]
#[serde(deny_unknown_fields)]
pub struct ImportHolidays {
    text: String,
}

impl Operation for ImportHolidays {
    const NAME: &'static str = "holidays.import";
    const DOC: &'static str =
        "Takes in the public holidays of announced years, in place of what was known for them.";
    const NEEDS: Need = Need::Permission("policies.manage");
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["policies", "work_orders"];
    type Output = Years;
    async fn run(&self, cx: &mut Cx) -> Result<Years> {
        let set = read(&self.text)?;
        let by = cx.actor()?.id;
        store::set_holidays(&mut cx.tx, &set, by, cx.now).await?;
        let imported = set.years();
        for year in &imported {
            cx.changed(Change::new("holidays", i64::from(*year), "imported").with("year", *year));
        }
        let mut all = listed(cx).await?;
        all.years.retain(|y| imported.contains(&y.year));
        Ok(all)
    }
}

fn read(text: &str) -> Result<HolidaySet> {
    let refuse = |refusal: Refusal| {
        let error = refused(Code::HolidaysInvalid, refusal);
        error.at("text")
    };
    if text.len() > TEXT_MAX {
        let max = i64::try_from(TEXT_MAX).unwrap_or(i64::MAX);
        return Err(Error::new(Code::ValueTooLong)
            .with("field", "text")
            .with("max", max)
            .at("text"));
    }
    let json = text.trim_start_matches('\u{feff}').trim_start().starts_with('{');
    let set = if json {
        parse_holiday_cn(text)
    } else {
        parse_csv(text)
    }
    .map_err(refuse)?;
    // A name that a database cannot hold is of no use to anybody.
    let names = set
        .holidays
        .iter()
        .map(|h| &h.name)
        .chain(set.make_up_days.iter().map(|m| &m.name));
    let readable = |name: &String| !name.chars().any(char::is_control) && name.chars().count() <= 100;
    let years = set.years();
    if !years.iter().all(|year| YEARS.contains(year)) || !names.into_iter().all(readable) {
        return Err(refuse(Refusal::new(outpost_sla::Code::HolidaysUnreadable)));
    }
    // Make-up days of a year without days off would be kept, but never believed.
    if let Some(odd) = set
        .make_up_days
        .iter()
        .find(|m| !years.contains(&chrono::Datelike::year(&m.date)))
    {
        let year = chrono::Datelike::year(&odd.date);
        return Err(refuse(
            Refusal::new(outpost_sla::Code::HolidaysEmptyYear).with("year", year),
        ));
    }
    Ok(set)
}
