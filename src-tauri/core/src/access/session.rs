//! From a token to a person: step 2 of the pipeline.

use super::model::Me;
use super::rules::{self, Need, permissions_of};
use super::scope::{Scope, ScopeKind};
use super::store::{self, UserRow};
use crate::db::{Db, Tx};
use crate::error::{Code, Error, Result};
use crate::history::digest as digest_of;
use crate::kernel::{EngineerId, Ms, UserId};
use crate::operation::Actor;
use crate::texts::Locale;

/// Who calls, as a shell says it.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The session's token.
    pub token: Option<String>,
    /// A login taken at its word: the command line on a workspace that its user can open anyway.
    pub trusted_login: Option<String>,
    pub locale: Locale,
    /// Makes a write happen once, however often it is sent.
    pub request_id: Option<String>,
    /// Which shell: `desktop`, `server`, `cli`.
    pub origin: String,
}

impl Caller {
    /// Somebody without a session.
    #[must_use]
    pub fn nobody(origin: &str) -> Self {
        Self {
            token: None,
            trusted_login: None,
            locale: Locale::En,
            request_id: None,
            origin: origin.to_owned(),
        }
    }
    #[must_use]
    pub fn with_token(mut self, token: &str) -> Self {
        self.token = Some(token.to_owned());
        self
    }
    #[must_use]
    pub fn with_request(mut self, id: &str) -> Self {
        self.request_id = Some(id.to_owned());
        self
    }
}

/// Tokens are stored as digests: a stolen file opens no session.
pub(super) fn token_hash(token: &str) -> String {
    digest_of(&["session", token])
}

pub(super) fn actor_of(user: &UserRow) -> Actor {
    let roles = user.role_list();
    let permissions = permissions_of(&roles);
    let kind = ScopeKind::parse(&user.scope_kind);
    let scope = Scope {
        kind,
        user: user.id,
        engineer: user.engineer_id.map(EngineerId),
    };
    Actor {
        id: user.id,
        login: user.login.clone(),
        name: user.name.clone(),
        roles,
        permissions,
        scope,
    }
}

pub(super) async fn me_of(tx: &mut Tx, user: &UserRow, locked: bool) -> Result<Me> {
    let actor = actor_of(user);
    Ok(Me {
        id: user.id,
        login: actor.login,
        name: actor.name,
        roles: actor.roles,
        permissions: actor.permissions.iter().map(|p| (*p).to_owned()).collect(),
        scope: store::scope_of(tx, user).await?,
        must_change_password: user.must_change_password.0,
        locked,
    })
}

/// How stale `seen_at` may grow before a call writes it again.
const SEEN_EVERY_MS: i64 = 60_000;

/// Finds the person behind a call and checks that the operation is theirs to run (steps 2 and 3).
///
/// # Errors
/// `not_logged_in`, `session_locked`, `must_change_password`, `forbidden`.
pub async fn authenticate(
    db: &Db,
    caller: &Caller,
    need: Need,
    now: Ms,
) -> Result<(Option<Actor>, Option<String>)> {
    let mut tx = db.read().await?;
    let Some(found) = who(&mut tx, caller, now).await? else {
        return if need == Need::Public {
            Ok((None, None))
        } else {
            Err(Error::new(Code::NotLoggedIn))
        };
    };
    drop(tx);
    let Found {
        user,
        session,
        locked,
        seen,
    } = found;
    if let Some(hash) = &session
        && now.0 - seen.0 > SEEN_EVERY_MS
    {
        // Never in the way of the call: losing a race over it, or waiting for the writer, must cost nobody anything.
        let (db, hash) = (db.clone(), hash.clone());
        tokio::spawn(async move {
            if let Err(error) = note_seen(&db, &hash, now).await {
                tracing::debug!(%error, "the session's last use was not noted");
            }
        });
    }
    Ok((Some(permitted(&user, locked, need)?), session))
}

/// Step 3: whether what an operation needs is there.
fn permitted(user: &UserRow, locked: bool, need: Need) -> Result<Actor> {
    let actor = actor_of(user);
    match need {
        Need::Public | Need::Session => {}
        Need::Anyone | Need::Permission(_) if locked => return Err(Error::new(Code::SessionLocked)),
        Need::Anyone | Need::Permission(_) if user.must_change_password.0 => {
            return Err(Error::new(Code::MustChangePassword));
        }
        Need::Anyone => {}
        Need::Permission(permission) if actor.may(permission) => {}
        Need::Permission(permission) => {
            return Err(Error::new(Code::Forbidden).with("permission", permission));
        }
    }
    Ok(actor)
}

/// The person behind a stream of notices. It does not count as use: a page that is only left open must not keep its
/// session alive.
///
/// # Errors
/// `not_logged_in`, `session_locked`, `must_change_password`.
pub async fn listener(db: &Db, caller: &Caller, now: Ms) -> Result<UserId> {
    let mut tx = db.read().await?;
    let found = who(&mut tx, caller, now)
        .await?
        .ok_or_else(|| Error::new(Code::NotLoggedIn))?;
    Ok(permitted(&found.user, found.locked, Need::Anyone)?.id)
}

/// The login of the administrator where there is exactly one: whom the command line takes its user for.
///
/// # Errors
/// A database error.
pub async fn only_administrator(db: &Db) -> Result<Option<String>> {
    let mut tx = db.read().await?;
    let mut logins = store::first_admins(&mut tx).await?;
    Ok(if logins.len() == 1 { logins.pop() } else { None })
}

async fn note_seen(db: &Db, hash: &str, now: Ms) -> Result<()> {
    let mut tx = db.write().await?;
    store::session_seen(&mut tx, hash, now).await?;
    tx.commit().await
}

struct Found {
    user: UserRow,
    session: Option<String>,
    locked: bool,
    seen: Ms,
}

async fn who(tx: &mut Tx, caller: &Caller, now: Ms) -> Result<Option<Found>> {
    if let Some(login) = &caller.trusted_login {
        let user = store::by_login(tx, login).await?.filter(|u| u.active.0);
        let user = user.ok_or_else(|| Error::not_found("user").with("name", login.clone()))?;
        // The owner of the file needs no password for it, so none must be changed either.
        let user = UserRow {
            must_change_password: crate::kernel::Flag(false),
            ..user
        };
        return Ok(Some(Found {
            user,
            session: None,
            locked: false,
            seen: now,
        }));
    }
    let Some(token) = &caller.token else {
        return Ok(None);
    };
    let hash = token_hash(token);
    let Some(session) = store::session(tx, &hash).await? else {
        return Ok(None);
    };
    if !rules::session_lives(session.seen_at, session.expires_at, now) {
        return Ok(None);
    }
    let user = store::by_id(tx, session.user_id).await?.filter(|u| u.active.0);
    Ok(user.map(|user| Found {
        user,
        session: Some(hash),
        locked: session.locked.0,
        seen: session.seen_at,
    }))
}

/// Deletes sessions that no longer count.
pub(crate) async fn sweep(db: &Db, now: Ms) -> Result<()> {
    let mut tx = db.write().await?;
    store::sweep(&mut tx, now, now.plus(-rules::SESSION_IDLE_MS)).await?;
    tx.commit().await
}
