//! Pure decisions: codes, which policy fits an order, which holidays hold.

use super::model::{Applies, Follows, HolidaySource, HolidayYear};
use crate::error::{Code, Error, Result};
use chrono::Datelike;
use outpost_sla::Refusal;
use outpost_sla::calendar::CalendarSpec;
use outpost_sla::cn_holidays::HolidaySet;

/// Longest code.
const CODE_MAX: usize = 40;
/// Longest list of kinds, priorities or categories of one policy.
const APPLIES_MAX: usize = 500;

/// A refusal of the SLA crate in our error language: its own code is the reason, its values are parameters.
#[must_use]
pub fn refused(code: Code, refusal: Refusal) -> Error {
    let mut error = Error::new(code).with("reason", refusal.code.as_str()).at("spec");
    error.params.extend(refusal.params);
    error
}

/// A stable code: 2 to 40 small letters, digits and `_`, a letter first.
///
/// # Errors
/// `value_missing` or `value_invalid` at `code`.
pub fn check_code(code: &str) -> Result<()> {
    if code.is_empty() {
        return Err(Error::missing("code"));
    }
    let fits = (2..=CODE_MAX).contains(&code.len())
        && code.starts_with(|c: char| c.is_ascii_lowercase())
        && code
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if fits { Ok(()) } else { Err(Error::invalid("code")) }
}

/// The first free code of a series: `calendar_2` where `calendar_1` is taken.
#[must_use]
pub fn free_code(series: &str, taken: &[String]) -> String {
    let mut n = taken.len() + 1;
    loop {
        let code = format!("{series}_{n}");
        if !taken.contains(&code) {
            return code;
        }
        n += 1;
    }
}

/// A calendar that follows the public holidays must not bring announced days of its own: two sources for one day
/// would leave open which holds. Days of the company itself are overrides.
///
/// # Errors
/// `calendar_invalid` with reason `announced_days_doubled`.
pub fn check_follows(follows: Follows, spec: &CalendarSpec) -> Result<()> {
    let own = !spec.holidays.is_empty()
        || !spec.make_up_days.is_empty()
        || spec.confirmed_from_year.is_some()
        || spec.confirmed_through_year.is_some();
    if follows == Follows::Cn && own {
        return Err(Error::new(Code::CalendarInvalid)
            .with("reason", "announced_days_doubled")
            .at("spec"));
    }
    Ok(())
}

/// The specification as it is compiled: with the public holidays where the calendar follows them.
#[must_use]
pub fn complete(mut spec: CalendarSpec, follows: Follows, known: &HolidaySet) -> CalendarSpec {
    if follows == Follows::Cn {
        known.apply(&mut spec);
    }
    spec
}

/// The shipped holidays with the imported years in place of their own.
#[must_use]
pub fn merged(shipped: HolidaySet, imported: HolidaySet) -> HolidaySet {
    let years = imported.years();
    let mut all = shipped;
    all.holidays.retain(|h| !years.contains(&h.date.year()));
    all.make_up_days.retain(|m| !years.contains(&m.date.year()));
    all.holidays.extend(imported.holidays);
    all.make_up_days.extend(imported.make_up_days);
    all.holidays.sort_by_key(|h| h.date);
    all.make_up_days.sort_by_key(|m| m.date);
    all
}

/// Days by year, with where they come from.
#[must_use]
pub fn years(known: &HolidaySet, imported: &[i64]) -> Vec<HolidayYear> {
    let days = |year: i32| {
        let holidays = known.holidays.iter().filter(|h| h.date.year() == year).count();
        let make_up = known
            .make_up_days
            .iter()
            .filter(|m| m.date.year() == year)
            .count();
        i64::try_from(holidays + make_up).unwrap_or(i64::MAX)
    };
    let source = |year: i32| {
        let was = imported.contains(&i64::from(year));
        if was {
            HolidaySource::Imported
        } else {
            HolidaySource::Shipped
        }
    };
    known
        .years()
        .into_iter()
        .map(|year| HolidayYear {
            year,
            days: days(year),
            source: source(year),
        })
        .collect()
}

/// Refuses lists with empty or overlong entries.
///
/// # Errors
/// `value_invalid`, `value_too_long` at the list.
pub fn check_applies(applies: &Applies) -> Result<()> {
    let lists = [
        ("applies.kinds", &applies.kinds),
        ("applies.priorities", &applies.priorities),
        ("applies.categories", &applies.categories),
    ];
    for (field, list) in lists {
        if list.len() > APPLIES_MAX {
            let max = i64::try_from(APPLIES_MAX).unwrap_or(i64::MAX);
            return Err(Error::new(Code::ValueTooLong)
                .with("field", field)
                .with("max", max)
                .at(field));
        }
        if list
            .iter()
            .any(|entry| entry.trim().is_empty() || entry.chars().count() > 200)
        {
            return Err(Error::invalid(field));
        }
    }
    Ok(())
}

/// How closely a policy fits an order: the number of conditions it puts, all of which hold; nothing where one fails.
///
/// ```
/// use outpost_core::policies::{model::Applies, rules::fit};
/// let urgent = Applies { priorities: vec!["urgent".into()], ..Applies::default() };
/// assert_eq!(fit(&urgent, "repair", "urgent", None), Some(1));
/// assert_eq!(fit(&urgent, "repair", "normal", None), None);
/// assert_eq!(fit(&Applies::default(), "repair", "normal", None), Some(0));
/// ```
#[must_use]
pub fn fit(applies: &Applies, kind: &str, priority: &str, category: Option<&str>) -> Option<u32> {
    let one = |list: &[String], value: Option<&str>| match (list.is_empty(), value) {
        (true, _) => Some(0),
        (false, Some(value)) if list.iter().any(|entry| entry == value) => Some(1),
        _ => None,
    };
    let kinds = one(&applies.kinds, Some(kind))?;
    let priorities = one(&applies.priorities, Some(priority))?;
    Some(kinds + priorities + one(&applies.categories, category)?)
}

/// A policy that could apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub id: i64,
    pub rank: i64,
    pub applies: Applies,
}

/// The most specific of the policies that fit; ties by rank (the lower one), then by age.
#[must_use]
pub fn choose<'a>(
    candidates: &'a [Candidate],
    kind: &str,
    priority: &str,
    category: Option<&str>,
) -> Option<&'a Candidate> {
    candidates
        .iter()
        .filter_map(|c| Some((fit(&c.applies, kind, priority, category)?, c)))
        .min_by_key(|(fit, c)| (std::cmp::Reverse(*fit), c.rank, c.id))
        .map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_sla::cn_holidays;

    fn applies(kinds: &[&str], priorities: &[&str], categories: &[&str]) -> Applies {
        let list = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
        Applies {
            kinds: list(kinds),
            priorities: list(priorities),
            categories: list(categories),
        }
    }

    #[test]
    fn the_most_specific_policy_wins_then_the_rank_then_the_age() {
        let candidate = |id, rank, applies| Candidate { id, rank, applies };
        let all = [
            candidate(1, 0, applies(&[], &[], &[])),
            candidate(2, 5, applies(&["repair"], &[], &[])),
            candidate(3, 1, applies(&[], &["critical"], &[])),
            candidate(4, 9, applies(&["repair"], &["critical"], &[])),
            candidate(5, 1, applies(&[], &[], &["空调"])),
        ];
        let chosen = |kind, priority, category| choose(&all, kind, priority, category).map(|c| c.id);
        assert_eq!(chosen("consultation", "normal", None), Some(1), "the default");
        assert_eq!(chosen("repair", "normal", None), Some(2));
        assert_eq!(
            chosen("repair", "critical", None),
            Some(4),
            "two conditions beat one, whatever the rank"
        );
        assert_eq!(
            chosen("installation", "critical", Some("空调")),
            Some(3),
            "equal rank: the older one"
        );
        assert_eq!(
            chosen("repair", "normal", Some("空调")),
            Some(5),
            "the lower rank"
        );
        assert_eq!(choose(&all[1..2], "installation", "normal", None), None);
    }

    #[test]
    fn codes() {
        for good in ["ab", "standard_service", "a1"] {
            assert!(check_code(good).is_ok(), "{good}");
        }
        for bad in ["", "a", "1a", "A_b", "a-b", "日历", &"a".repeat(41)] {
            assert!(check_code(bad).is_err(), "{bad}");
        }
        let taken = ["calendar_2".to_owned(), "x".to_owned()];
        assert_eq!(free_code("calendar", &taken), "calendar_3");
    }

    #[test]
    fn an_imported_year_extends_or_replaces_the_shipped_ones() {
        let shipped = cn_holidays::shipped().unwrap();
        let text = "date,kind,name\n2026-01-01,holiday,元旦\n2027-01-01,holiday,元旦\n";
        let all = merged(shipped, cn_holidays::parse_csv(text).unwrap());
        let by_year = years(&all, &[2026, 2027]);
        assert_eq!(
            by_year.first().map(|y| (y.year, y.source)),
            Some((2010, HolidaySource::Shipped))
        );
        let tail: Vec<(i32, i64)> = by_year.iter().rev().take(2).map(|y| (y.year, y.days)).collect();
        assert_eq!(tail, [(2027, 1), (2026, 1)]);
        let spec = CalendarSpec::always_open("Asia/Shanghai");
        let spec = complete(spec, Follows::Cn, &all);
        assert_eq!(
            (spec.confirmed_from_year, spec.confirmed_through_year),
            (Some(2010), Some(2027))
        );
    }
}
