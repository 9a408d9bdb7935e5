//! SQL of users, scopes and sessions.

use super::model::ScopeView;
use super::scope::ScopeKind;
use crate::db::{Tx, sql};
use crate::error::Result;
use crate::kernel::{EngineerId, Flag, Ms, OutletId, RegionId, UserId};
use sqlx::FromRow;

#[derive(Debug, Clone, FromRow)]
pub(super) struct UserRow {
    pub id: UserId,
    pub version: i64,
    pub login: String,
    pub name: String,
    pub password_hash: String,
    pub roles: String,
    pub scope_kind: String,
    pub engineer_id: Option<i64>,
    pub active: Flag,
    pub must_change_password: Flag,
    pub locked_until: Ms,
    pub last_login_at: Option<i64>,
}

impl UserRow {
    pub(super) fn role_list(&self) -> Vec<String> {
        self.roles
            .split(',')
            .filter(|r| !r.is_empty())
            .map(str::to_owned)
            .collect()
    }
}

const FIELDS: &str =
    "id, version, login, name, password_hash, roles, scope_kind, engineer_id, active, must_change_password,
    locked_until, last_login_at";
const COUNT: &str = "select count(*) from users";
const ADMINS: &str = "select count(*) from users where active = 1 and (roles = 'admin' or roles like 'admin,%' or roles like '%,admin' or roles like '%,admin,%')";
const FIRST_ADMINS: &str = "select login from users where active = 1 and (roles = 'admin' or roles like 'admin,%' or roles like '%,admin' or roles like '%,admin,%')
    order by id limit 2";
const INSERT: &str = "insert into users (login, name, password_hash, roles, scope_kind, engineer_id, must_change_password, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8) returning id";
const UPDATE: &str = "update users set version = version + 1, name = $1, roles = $2, scope_kind = $3, engineer_id = $4, active = $5
    where id = $6 and version = $7";
const PASSWORD: &str = "update users set version = version + 1, password_hash = $1, must_change_password = $2, failed_count = 0, locked_until = 0
    where id = $3";
const FAILED: &str = "update users set failed_count = $1, locked_until = $2 where id = $3";
const COUNT_FAILED: &str =
    "update users set failed_count = failed_count + 1 where id = $1 returning failed_count";
const LOGGED_IN: &str =
    "update users set failed_count = 0, locked_until = 0, last_login_at = $1 where id = $2";
const SCOPE_CLEAR: &str = "delete from user_scopes where user_id = $1";
const SCOPE_ADD: &str = "insert into user_scopes (user_id, target_id) values ($1, $2) on conflict do nothing";
const SCOPE_OF: &str = "select target_id from user_scopes where user_id = $1 order by target_id";
const SESSION_ADD: &str =
    "insert into sessions (token_hash, user_id, created_at, expires_at, seen_at) values ($1, $2, $3, $4, $5)";
const SESSION_OF: &str = "select user_id, expires_at, seen_at, locked from sessions where token_hash = $1";
const SESSION_SEEN: &str = "update sessions set seen_at = $1 where token_hash = $2";
const SESSION_LOCK: &str = "update sessions set locked = $1 where token_hash = $2";
const SESSION_DROP: &str = "delete from sessions where token_hash = $1";
const SESSIONS_DROP: &str = "delete from sessions where user_id = $1 and token_hash <> $2";
const SESSIONS_SWEEP: &str = "delete from sessions where expires_at < $1 or seen_at < $2";

pub(super) async fn count(tx: &mut Tx) -> Result<i64> {
    sql(COUNT).number(tx).await
}

pub(super) async fn active_admins(tx: &mut Tx) -> Result<i64> {
    sql(ADMINS).number(tx).await
}

/// Two at most: enough to tell one from several.
pub(super) async fn first_admins(tx: &mut Tx) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = sql(FIRST_ADMINS).all(tx).await?;
    Ok(rows.into_iter().map(|(login,)| login).collect())
}

/// Active people whose name or login has `text` in it, those that begin with it first.
pub(super) async fn find(tx: &mut Tx, text: &str, limit: i64) -> Result<Vec<UserRow>> {
    let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let engine = tx.engine();
    let (name, login) = (engine.contains("name", "$1"), engine.contains("login", "$2"));
    let first = engine.contains("name", "$3");
    let statement = format!(
        "select {FIELDS} from users where active = 1 and ({name} or {login})
        order by case when {first} then 0 else 1 end, name, id limit $4"
    );
    let anywhere = format!("%{escaped}%");
    let query = sql(statement).bind(anywhere.clone()).bind(anywhere);
    query.bind(format!("{escaped}%")).bind(limit).all(tx).await
}

pub(super) async fn by_id(tx: &mut Tx, id: UserId) -> Result<Option<UserRow>> {
    sql(format!("select {FIELDS} from users where id = $1"))
        .bind(id)
        .optional(tx)
        .await
}

pub(super) async fn by_login(tx: &mut Tx, login: &str) -> Result<Option<UserRow>> {
    sql(format!("select {FIELDS} from users where login = $1"))
        .bind(login.to_owned())
        .optional(tx)
        .await
}

pub(super) struct NewUser<'a> {
    pub login: &'a str,
    pub name: &'a str,
    pub password_hash: String,
    pub roles: &'a [String],
    pub scope: &'a ScopeView,
    pub must_change_password: bool,
    pub now: Ms,
}

pub(super) async fn insert(tx: &mut Tx, user: NewUser<'_>) -> Result<UserId> {
    let query = sql(INSERT)
        .bind(user.login.to_owned())
        .bind(user.name.to_owned())
        .bind(user.password_hash);
    let query = query
        .bind(user.roles.join(","))
        .bind(user.scope.kind.as_str().to_owned());
    let query = query
        .bind(user.scope.engineer_id.map(i64::from))
        .bind(Flag(user.must_change_password))
        .bind(user.now);
    let id = UserId(query.number(tx).await?);
    set_scope(tx, id, user.scope).await?;
    Ok(id)
}

pub(super) struct Update<'a> {
    pub id: UserId,
    pub version: i64,
    pub name: &'a str,
    pub roles: &'a [String],
    pub scope: &'a ScopeView,
    pub active: bool,
}

/// Answers whether the version was the one seen.
pub(super) async fn update(tx: &mut Tx, user: Update<'_>) -> Result<bool> {
    let query = sql(UPDATE)
        .bind(user.name.to_owned())
        .bind(user.roles.join(","))
        .bind(user.scope.kind.as_str().to_owned());
    let query = query
        .bind(user.scope.engineer_id.map(i64::from))
        .bind(Flag(user.active))
        .bind(user.id)
        .bind(user.version);
    let touched = query.run(tx).await?;
    set_scope(tx, user.id, user.scope).await?;
    Ok(touched == 1)
}

async fn set_scope(tx: &mut Tx, id: UserId, scope: &ScopeView) -> Result<()> {
    sql(SCOPE_CLEAR).bind(id).run(tx).await?;
    let targets: Vec<i64> = match scope.kind {
        ScopeKind::Regions => scope.region_ids.iter().map(|r| r.0).collect(),
        ScopeKind::Outlets => scope.outlet_ids.iter().map(|o| o.0).collect(),
        ScopeKind::All | ScopeKind::Own => Vec::new(),
    };
    for target in targets {
        sql(SCOPE_ADD).bind(id).bind(target).run(tx).await?;
    }
    Ok(())
}

pub(super) async fn scope_of(tx: &mut Tx, user: &UserRow) -> Result<ScopeView> {
    let kind = ScopeKind::parse(&user.scope_kind);
    let targets: Vec<(i64,)> = sql(SCOPE_OF).bind(user.id).all(tx).await?;
    let ids = |wanted: ScopeKind| {
        if kind == wanted {
            targets.iter().map(|t| t.0).collect()
        } else {
            Vec::new()
        }
    };
    Ok(ScopeView {
        kind,
        region_ids: ids(ScopeKind::Regions).into_iter().map(RegionId).collect(),
        outlet_ids: ids(ScopeKind::Outlets).into_iter().map(OutletId).collect(),
        engineer_id: user.engineer_id.map(EngineerId),
    })
}

pub(super) async fn set_password(tx: &mut Tx, id: UserId, hash: String, must_change: bool) -> Result<()> {
    sql(PASSWORD)
        .bind(hash)
        .bind(Flag(must_change))
        .bind(id)
        .run(tx)
        .await?;
    Ok(())
}

/// Counts one more wrong password; answers how many there are in a row.
pub(super) async fn count_failed(tx: &mut Tx, id: UserId) -> Result<i64> {
    sql(COUNT_FAILED).bind(id).number(tx).await
}

pub(super) async fn set_failed(tx: &mut Tx, id: UserId, failed: i64, until: Ms) -> Result<()> {
    sql(FAILED).bind(failed).bind(until).bind(id).run(tx).await?;
    Ok(())
}

pub(super) async fn set_logged_in(tx: &mut Tx, id: UserId, now: Ms) -> Result<()> {
    sql(LOGGED_IN).bind(now).bind(id).run(tx).await?;
    Ok(())
}

#[derive(Debug, Clone, FromRow)]
pub(super) struct SessionRow {
    pub user_id: UserId,
    pub expires_at: Ms,
    pub seen_at: Ms,
    pub locked: Flag,
}

pub(super) async fn add_session(tx: &mut Tx, hash: String, user: UserId, now: Ms, expires: Ms) -> Result<()> {
    sql(SESSION_ADD)
        .bind(hash)
        .bind(user)
        .bind(now)
        .bind(expires)
        .bind(now)
        .run(tx)
        .await?;
    Ok(())
}

pub(super) async fn session(tx: &mut Tx, hash: &str) -> Result<Option<SessionRow>> {
    sql(SESSION_OF).bind(hash.to_owned()).optional(tx).await
}

pub(super) async fn session_seen(tx: &mut Tx, hash: &str, now: Ms) -> Result<()> {
    sql(SESSION_SEEN).bind(now).bind(hash.to_owned()).run(tx).await?;
    Ok(())
}

pub(super) async fn lock_session(tx: &mut Tx, hash: &str, locked: bool) -> Result<()> {
    sql(SESSION_LOCK)
        .bind(Flag(locked))
        .bind(hash.to_owned())
        .run(tx)
        .await?;
    Ok(())
}

pub(super) async fn drop_session(tx: &mut Tx, hash: &str) -> Result<()> {
    sql(SESSION_DROP).bind(hash.to_owned()).run(tx).await?;
    Ok(())
}

/// Ends all sessions of a person but one.
pub(super) async fn drop_sessions(tx: &mut Tx, user: UserId, but: &str) -> Result<()> {
    sql(SESSIONS_DROP).bind(user).bind(but.to_owned()).run(tx).await?;
    Ok(())
}

pub(super) async fn sweep(tx: &mut Tx, expired_before: Ms, seen_before: Ms) -> Result<()> {
    sql(SESSIONS_SWEEP)
        .bind(expired_before)
        .bind(seen_before)
        .run(tx)
        .await?;
    Ok(())
}
