//! SQL of calendars, policies and holidays.

use super::model::{Follows, PolicyRevision};
use crate::db::{Column, Tx, insert_rows, sql};
use crate::error::{Error, Result};
use crate::kernel::{CalendarId, Flag, Ms, PolicyId, UserId};
use outpost_sla::cn_holidays::HolidaySet;
use sqlx::FromRow;

const CALENDARS: &str = "select c.id, c.version, c.code, c.name, r.revision, r.follows, r.spec, r.created_at,
    coalesce(u.name, '') as created_by
    from calendars c
    join calendar_revisions r on r.calendar_id = c.id
        and r.revision = (select max(l.revision) from calendar_revisions l where l.calendar_id = c.id)
    left join users u on u.id = r.created_by";
const CALENDAR_CODES: &str = "select code from calendars";
const CALENDAR_ADD: &str = "insert into calendars (code, name) values ($1, $2) returning id";
const CALENDAR_SET: &str =
    "update calendars set name = $1, version = version + 1 where id = $2 and version = $3";
const CALENDAR_REVISE: &str =
    "insert into calendar_revisions (calendar_id, revision, follows, spec, created_at, created_by)
    select $1, coalesce(max(revision), 0) + 1, $2, $3, $4, $5 from calendar_revisions where calendar_id = $6";

const POLICIES: &str = "select p.id, p.version, p.code, p.name, p.rank, p.active, r.revision, r.effective_from, r.applies, r.spec
    from policies p
    join policy_revisions r on r.policy_id = p.id
        and r.revision = (select max(l.revision) from policy_revisions l where l.policy_id = p.id)";
const REVISIONS: &str =
    "select r.policy_id, r.revision, r.effective_from, r.created_at, coalesce(u.name, '') as created_by
    from policy_revisions r left join users u on u.id = r.created_by order by r.policy_id, r.revision desc";
const POLICY_CODES: &str = "select code from policies";
const POLICY_ADD: &str =
    "insert into policies (code, name, rank, active) values ($1, $2, $3, $4) returning id";
const POLICY_SET: &str = "update policies set name = $1, rank = $2, active = $3, version = version + 1 where id = $4 and version = $5";
const POLICY_REVISE: &str = "insert into policy_revisions (policy_id, revision, effective_from, applies, spec, created_at, created_by)
    select $1, coalesce(max(revision), 0) + 1, $2, $3, $4, $5, $6 from policy_revisions where policy_id = $7";
/// The newest effective date first: the first row of each policy is the one in force.
const IN_FORCE: &str = "select p.id, p.rank, r.id as revision_id, r.applies from policies p
    join policy_revisions r on r.policy_id = p.id
    where p.active = 1 and r.effective_from <= $1
    order by p.id, r.effective_from desc, r.revision desc";
const REVISION: &str = "select p.name, p.code, r.revision, r.applies, r.spec from policies p
    join policy_revisions r on r.policy_id = p.id where r.id = $1";
const NEWEST_REVISION: &str =
    "select r.id from policy_revisions r where r.policy_id = $1 order by r.revision desc limit 1";

const HOLIDAYS: &str = "select day, kind, name from holidays order by day";
const HOLIDAY_YEARS: &str = "select year from holiday_years order by year";
const HOLIDAYS_DROP: &str = "delete from holidays where day >= $1 and day < $2";
const HOLIDAY_YEAR_SET: &str = "insert into holiday_years (year, days, imported_at, imported_by) values ($1, $2, $3, $4)
    on conflict (year) do update set days = excluded.days, imported_at = excluded.imported_at, imported_by = excluded.imported_by";

#[derive(Debug, Clone, FromRow)]
pub(super) struct CalendarRow {
    pub id: CalendarId,
    pub version: i64,
    pub code: String,
    pub name: String,
    pub revision: i64,
    pub follows: String,
    pub spec: String,
    pub created_at: Ms,
    pub created_by: String,
}

pub(super) async fn calendars(tx: &mut Tx) -> Result<Vec<CalendarRow>> {
    sql(format!("{CALENDARS} order by c.id")).all(tx).await
}

pub(super) async fn calendar(tx: &mut Tx, id: CalendarId) -> Result<Option<CalendarRow>> {
    sql(format!("{CALENDARS} where c.id = $1"))
        .bind(id)
        .optional(tx)
        .await
}

pub(super) async fn calendar_codes(tx: &mut Tx) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = sql(CALENDAR_CODES).all(tx).await?;
    Ok(rows.into_iter().map(|(code,)| code).collect())
}

/// What a new revision of a calendar holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct CalendarContent<'a> {
    pub follows: Follows,
    pub spec: &'a str,
    pub now: Ms,
    pub by: UserId,
}

pub(super) async fn add_calendar(
    tx: &mut Tx,
    code: &str,
    name: &str,
    content: CalendarContent<'_>,
) -> Result<CalendarId> {
    let id = sql(CALENDAR_ADD)
        .bind(code.to_owned())
        .bind(name.to_owned())
        .number(tx)
        .await?;
    revise_calendar(tx, CalendarId(id), content).await?;
    Ok(CalendarId(id))
}

/// Answers whether the version was the one seen.
pub(super) async fn set_calendar(
    tx: &mut Tx,
    id: CalendarId,
    version: i64,
    name: &str,
    content: CalendarContent<'_>,
) -> Result<bool> {
    let touched = sql(CALENDAR_SET)
        .bind(name.to_owned())
        .bind(id)
        .bind(version)
        .run(tx)
        .await?;
    if touched == 1 {
        revise_calendar(tx, id, content).await?;
    }
    Ok(touched == 1)
}

async fn revise_calendar(tx: &mut Tx, id: CalendarId, content: CalendarContent<'_>) -> Result<()> {
    let query = sql(CALENDAR_REVISE)
        .bind(id)
        .bind(content.follows.as_str().to_owned());
    let query = query
        .bind(content.spec.to_owned())
        .bind(content.now)
        .bind(content.by)
        .bind(id);
    query.run(tx).await?;
    Ok(())
}

#[derive(Debug, Clone, FromRow)]
pub(super) struct PolicyRow {
    pub id: PolicyId,
    pub version: i64,
    pub code: String,
    pub name: String,
    pub rank: i64,
    pub active: Flag,
    pub revision: i64,
    pub effective_from: Ms,
    pub applies: String,
    pub spec: String,
}

pub(super) async fn policies(tx: &mut Tx) -> Result<Vec<PolicyRow>> {
    sql(format!("{POLICIES} order by p.rank, p.id")).all(tx).await
}

pub(super) async fn policy(tx: &mut Tx, id: PolicyId) -> Result<Option<PolicyRow>> {
    sql(format!("{POLICIES} where p.id = $1"))
        .bind(id)
        .optional(tx)
        .await
}

/// All revisions with their policy, the newest of each first.
pub(super) async fn revisions(tx: &mut Tx) -> Result<Vec<(PolicyId, PolicyRevision)>> {
    let rows: Vec<(PolicyId, i64, Ms, Ms, String)> = sql(REVISIONS).all(tx).await?;
    let revision = |(id, revision, effective_from, saved_at, saved_by)| {
        (
            id,
            PolicyRevision {
                revision,
                effective_from,
                saved_at,
                saved_by,
            },
        )
    };
    Ok(rows.into_iter().map(revision).collect())
}

pub(super) async fn policy_codes(tx: &mut Tx) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = sql(POLICY_CODES).all(tx).await?;
    Ok(rows.into_iter().map(|(code,)| code).collect())
}

/// What a save of a policy holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct PolicyContent<'a> {
    pub name: &'a str,
    pub rank: i64,
    pub active: bool,
    pub effective_from: Ms,
    pub applies: &'a str,
    pub spec: &'a str,
    pub now: Ms,
    pub by: UserId,
}

pub(super) async fn add_policy(tx: &mut Tx, code: &str, content: PolicyContent<'_>) -> Result<PolicyId> {
    let query = sql(POLICY_ADD)
        .bind(code.to_owned())
        .bind(content.name.to_owned());
    let id = PolicyId(
        query
            .bind(content.rank)
            .bind(Flag(content.active))
            .number(tx)
            .await?,
    );
    revise_policy(tx, id, content).await?;
    Ok(id)
}

/// Answers whether the version was the one seen.
pub(super) async fn set_policy(
    tx: &mut Tx,
    id: PolicyId,
    version: i64,
    content: PolicyContent<'_>,
) -> Result<bool> {
    let query = sql(POLICY_SET)
        .bind(content.name.to_owned())
        .bind(content.rank)
        .bind(Flag(content.active));
    let touched = query.bind(id).bind(version).run(tx).await?;
    if touched == 1 {
        revise_policy(tx, id, content).await?;
    }
    Ok(touched == 1)
}

async fn revise_policy(tx: &mut Tx, id: PolicyId, content: PolicyContent<'_>) -> Result<()> {
    let query = sql(POLICY_REVISE)
        .bind(id)
        .bind(content.effective_from)
        .bind(content.applies.to_owned());
    let query = query
        .bind(content.spec.to_owned())
        .bind(content.now)
        .bind(content.by)
        .bind(id);
    query.run(tx).await?;
    Ok(())
}

/// A revision that is in force, without its content.
#[derive(Debug, Clone, FromRow)]
pub(super) struct InForce {
    pub id: PolicyId,
    pub rank: i64,
    pub revision_id: i64,
    pub applies: String,
}

/// One row a policy: the revision in force for an order opened at `at`.
pub(super) async fn in_force(tx: &mut Tx, at: Ms) -> Result<Vec<InForce>> {
    let mut rows: Vec<InForce> = sql(IN_FORCE).bind(at).all(tx).await?;
    rows.dedup_by_key(|row| row.id);
    Ok(rows)
}

#[derive(Debug, Clone, FromRow)]
pub(super) struct RevisionRow {
    pub name: String,
    pub code: String,
    pub revision: i64,
    pub applies: String,
    pub spec: String,
}

pub(super) async fn revision(tx: &mut Tx, revision_id: i64) -> Result<RevisionRow> {
    sql(REVISION).bind(revision_id).one(tx).await
}

pub(super) async fn newest_revision(tx: &mut Tx, id: PolicyId) -> Result<Option<i64>> {
    let row: Option<(i64,)> = sql(NEWEST_REVISION).bind(id).optional(tx).await?;
    Ok(row.map(|(id,)| id))
}

/// The imported holidays, as the CSV in which they can be read again.
pub(super) async fn imported_csv(tx: &mut Tx) -> Result<String> {
    let rows: Vec<(String, String, String)> = sql(HOLIDAYS).all(tx).await?;
    if rows.is_empty() {
        return Ok(String::new());
    }
    let mut text = String::from("date,kind,name\n");
    for (day, kind, name) in rows {
        text.push_str(&format!("{day},{kind},{name}\n"));
    }
    Ok(text)
}

pub(super) async fn imported_years(tx: &mut Tx) -> Result<Vec<i64>> {
    let rows: Vec<(i64,)> = sql(HOLIDAY_YEARS).all(tx).await?;
    Ok(rows.into_iter().map(|(year,)| year).collect())
}

/// Puts the days of the set's years in place of those imported before.
pub(super) async fn set_holidays(tx: &mut Tx, set: &HolidaySet, by: UserId, now: Ms) -> Result<()> {
    for year in set.years() {
        let (from, to) = (format!("{year:04}-01-01"), format!("{:04}-01-01", year + 1));
        sql(HOLIDAYS_DROP)
            .bind(from.clone())
            .bind(to.clone())
            .run(tx)
            .await?;
        let within = |day: String| day >= from && day < to;
        let days = set.holidays.iter().filter(|h| within(h.date.to_string())).count()
            + set
                .make_up_days
                .iter()
                .filter(|m| within(m.date.to_string()))
                .count();
        let days = i64::try_from(days).map_err(Error::fault)?;
        sql(HOLIDAY_YEAR_SET)
            .bind(i64::from(year))
            .bind(days)
            .bind(now)
            .bind(by)
            .run(tx)
            .await?;
    }
    let off = set
        .holidays
        .iter()
        .map(|h| (h.date.to_string(), "holiday", h.name.clone()));
    let worked = set
        .make_up_days
        .iter()
        .map(|m| (m.date.to_string(), "make_up", m.name.clone()));
    let (mut days, mut kinds, mut names) = (Vec::new(), Vec::new(), Vec::new());
    for (day, kind, name) in off.chain(worked) {
        days.push(Some(day));
        kinds.push(Some(kind.to_owned()));
        names.push(Some(name));
    }
    let columns = vec![
        ("day", Column::Text(days)),
        ("kind", Column::Text(kinds)),
        ("name", Column::Text(names)),
    ];
    insert_rows(tx, "holidays", columns, "").await?;
    Ok(())
}
