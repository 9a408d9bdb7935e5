//! First start, login, lock and password.

use super::model::{Me, RoleView, RolesView, ScopeView, Session, StatusView, WorkspaceKind, WorkspaceView};
use super::rules::{self, Need, PERMISSIONS, ROLES, SESSION_LONGEST_MS};
use super::scope::ScopeKind;
use super::session::{me_of, token_hash};
use super::{password, store};
use crate::error::{Code, Error, Result};
use crate::history::Change;
use crate::kernel::{Currency, Label, Login, Ms, UserId, Zone};
use crate::operation::{Cx, OpKind, Operation};
use crate::settings;
use serde::Deserialize;
use ts_rs::TS;

/// Tells a shell what it opened.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "StatusInput")]
#[serde(deny_unknown_fields)]
pub struct Status {}

impl Operation for Status {
    const NAME: &'static str = "access.status";
    const DOC: &'static str = "What workspace this is, and who is logged in.";
    const NEEDS: Need = Need::Public;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["access", "settings", "backups"];
    type Output = StatusView;
    async fn run(&self, cx: &mut Cx) -> Result<StatusView> {
        let settings = settings::load(&mut cx.tx).await?;
        let initialized = store::count(&mut cx.tx).await? > 0;
        let me = match &cx.actor {
            None => None,
            Some(actor) => match store::by_id(&mut cx.tx, actor.id).await? {
                None => None,
                Some(user) => {
                    let locked = match &cx.session {
                        Some(hash) => store::session(&mut cx.tx, hash)
                            .await?
                            .is_some_and(|s| s.locked.0),
                        None => false,
                    };
                    Some(me_of(&mut cx.tx, &user, locked).await?)
                }
            },
        };
        let local = cx.app.is_local();
        Ok(StatusView {
            initialized,
            workspace: WorkspaceView {
                name: settings.workspace_name,
                kind: if local {
                    WorkspaceKind::Local
                } else {
                    WorkspaceKind::Server
                },
                engine: cx.tx.engine(),
                path: (local && me.is_some()).then(|| cx.app.folder().display().to_string()),
            },
            version: env!("CARGO_PKG_VERSION").to_owned(),
            contract: crate::contract::CONTRACT,
            schema: crate::db::SCHEMA_VERSION,
            zone: settings.zone,
            currency: settings.currency,
            idle_lock_minutes: settings.idle_lock_minutes,
            last_backup_at: settings.last_backup_at.filter(|_| me.is_some()),
            me,
        })
    }
}

/// The first start: the administrator and the workspace's settings.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SetUpInput")]
#[serde(deny_unknown_fields)]
pub struct SetUp {
    login: String,
    name: String,
    password: String,
    workspace_name: String,
    /// IANA zone in which business days are counted.
    zone: String,
    /// ISO 4217.
    currency: String,
}

impl Operation for SetUp {
    const NAME: &'static str = "access.setup";
    const DOC: &'static str = "First start: makes the administrator; refused once there is one.";
    const NEEDS: Need = Need::Public;
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["access", "settings", "users"];
    const SECRET: bool = true;
    type Output = Session;
    async fn run(&self, cx: &mut Cx) -> Result<Session> {
        if store::count(&mut cx.tx).await? > 0 {
            return Err(Error::new(Code::AlreadySetUp));
        }
        let (login, name) = (
            Login::parse("login", &self.login)?,
            Label::parse("name", &self.name)?,
        );
        let workspace = Label::parse("workspace_name", &self.workspace_name)?;
        let zone = Zone::parse(&self.zone).ok_or_else(|| Error::invalid("zone"))?;
        let currency = Currency::parse(&self.currency).ok_or_else(|| Error::invalid("currency"))?;
        rules::check_password("password", &self.password, login.as_str())?;
        let hash = password::hash(self.password.clone()).await?;
        let scope = ScopeView {
            kind: ScopeKind::All,
            region_ids: vec![],
            outlet_ids: vec![],
            engineer_id: None,
        };
        let user = store::NewUser {
            login: login.as_str(),
            name: name.as_str(),
            password_hash: hash,
            roles: &["admin".to_owned()],
            scope: &scope,
            must_change_password: false,
            now: cx.now,
        };
        let id = store::insert(&mut cx.tx, user).await?;
        settings::initialise(&mut cx.tx, workspace.as_str(), zone.name(), currency.as_str()).await?;
        cx.changed(Change::new("user", id, "set_up").with("login", login.as_str()));
        open_session(cx, id).await
    }
}

async fn open_session(cx: &mut Cx, id: UserId) -> Result<Session> {
    let token = password::token();
    let expires_at = cx.now.plus(SESSION_LONGEST_MS);
    store::add_session(&mut cx.tx, token_hash(&token), id, cx.now, expires_at).await?;
    store::set_logged_in(&mut cx.tx, id, cx.now).await?;
    let user = store::by_id(&mut cx.tx, id)
        .await?
        .ok_or_else(|| Error::not_found("user"))?;
    let me = me_of(&mut cx.tx, &user, false).await?;
    Ok(Session {
        token,
        expires_at,
        me,
    })
}

/// Opens a session.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "LogInInput")]
#[serde(deny_unknown_fields)]
pub struct LogIn {
    login: String,
    password: String,
}

/// A try that may not be made yet.
fn refuse_early(until: Ms, now: Ms) -> Result<()> {
    if until <= now {
        return Ok(());
    }
    let seconds = (until.0 - now.0 + 999) / 1000;
    Err(Error::new(Code::LoginWait).with("seconds", seconds))
}

/// Checks a password and counts the wrong ones. The count must outlive the refusal, which rolls everything else back:
/// so it is written in a transaction of its own.
async fn check(cx: &mut Cx, login: &str, password: &str) -> Result<UserId> {
    let user = store::by_login(&mut cx.tx, login).await?.filter(|u| u.active.0);
    if let Some(user) = &user {
        refuse_early(user.locked_until, cx.now)?;
    }
    let stored = user.as_ref().map(|u| u.password_hash.clone());
    let good = password::verify(password.to_owned(), stored).await?;
    match user {
        Some(user) if good => Ok(user.id),
        Some(user) => {
            let now = cx.now;
            cx.after_refusal(move |tx| {
                Box::pin(async move {
                    let failed = store::count_failed(tx, user.id).await?;
                    store::set_failed(tx, user.id, failed, rules::locked_until(failed, now)).await
                })
            });
            Err(Error::new(Code::LoginRefused))
        }
        None => Err(Error::new(Code::LoginRefused)),
    }
}

impl Operation for LogIn {
    const NAME: &'static str = "access.login";
    const DOC: &'static str = "Opens a session with login and password.";
    const NEEDS: Need = Need::Public;
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["access"];
    const SECRET: bool = true;
    const GUESSES: bool = true;
    type Output = Session;
    async fn run(&self, cx: &mut Cx) -> Result<Session> {
        let login = self.login.trim().to_lowercase();
        let id = check(cx, &login, &self.password).await?;
        open_session(cx, id).await
    }
}

/// Ends this session.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "LogOutInput")]
#[serde(deny_unknown_fields)]
pub struct LogOut {}

impl Operation for LogOut {
    const NAME: &'static str = "access.logout";
    const DOC: &'static str = "Ends this session.";
    const NEEDS: Need = Need::Session;
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["access"];
    type Output = ();
    async fn run(&self, cx: &mut Cx) -> Result<()> {
        if let Some(hash) = cx.session.clone() {
            store::drop_session(&mut cx.tx, &hash).await?;
        }
        Ok(())
    }
}

/// Locks this session until the password is given again.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "LockInput")]
#[serde(deny_unknown_fields)]
pub struct Lock {}

impl Operation for Lock {
    const NAME: &'static str = "access.lock";
    const DOC: &'static str = "Locks this session; only `access.unlock` opens it again.";
    const NEEDS: Need = Need::Session;
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["access"];
    type Output = ();
    async fn run(&self, cx: &mut Cx) -> Result<()> {
        if let Some(hash) = cx.session.clone() {
            store::lock_session(&mut cx.tx, &hash, true).await?;
        }
        Ok(())
    }
}

/// Opens a locked session.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "UnlockInput")]
#[serde(deny_unknown_fields)]
pub struct Unlock {
    password: String,
}

impl Operation for Unlock {
    const NAME: &'static str = "access.unlock";
    const DOC: &'static str = "Opens a locked session with the password.";
    const NEEDS: Need = Need::Session;
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["access"];
    const SECRET: bool = true;
    const GUESSES: bool = true;
    type Output = Me;
    async fn run(&self, cx: &mut Cx) -> Result<Me> {
        let login = cx.actor()?.login.clone();
        let id = check(cx, &login, &self.password)
            .await
            .map_err(own_password_wrong)?;
        if let Some(hash) = cx.session.clone() {
            store::lock_session(&mut cx.tx, &hash, false).await?;
        }
        store::set_failed(&mut cx.tx, id, 0, Ms(0)).await?;
        let user = store::by_id(&mut cx.tx, id)
            .await?
            .ok_or_else(|| Error::not_found("user"))?;
        me_of(&mut cx.tx, &user, false).await
    }
}

/// Who is logged in already need not be told that "login or password" is wrong.
fn own_password_wrong(error: Error) -> Error {
    if error.code == Code::LoginRefused {
        Error::new(Code::PasswordWrong).at("password")
    } else {
        error
    }
}

/// Changes one's own password; all other sessions end.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ChangePasswordInput")]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    current: String,
    new: String,
}

impl Operation for ChangePassword {
    const NAME: &'static str = "access.change_password";
    const DOC: &'static str = "Changes one's own password and ends all other sessions.";
    const NEEDS: Need = Need::Session;
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["access"];
    const SECRET: bool = true;
    const GUESSES: bool = true;
    type Output = Me;
    async fn run(&self, cx: &mut Cx) -> Result<Me> {
        let login = cx.actor()?.login.clone();
        let id = check(cx, &login, &self.current).await.map_err(|e| {
            if e.code == Code::LoginRefused {
                Error::new(Code::PasswordWrong).at("current")
            } else {
                e
            }
        })?;
        rules::check_password("new", &self.new, &login)?;
        if self.new == self.current {
            return Err(Error::new(Code::PasswordWeak).with("reason", "same").at("new"));
        }
        let hash = password::hash(self.new.clone()).await?;
        store::set_password(&mut cx.tx, id, hash, false).await?;
        let session = cx.session.clone().unwrap_or_default();
        store::drop_sessions(&mut cx.tx, id, &session).await?;
        cx.changed(Change::new("user", id, "password_changed"));
        let user = store::by_id(&mut cx.tx, id)
            .await?
            .ok_or_else(|| Error::not_found("user"))?;
        me_of(&mut cx.tx, &user, false).await
    }
}

/// Roles and what they may.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "RolesInput")]
#[serde(deny_unknown_fields)]
pub struct Roles {}

impl Operation for Roles {
    const NAME: &'static str = "access.roles";
    const DOC: &'static str = "The roles and their permissions.";
    const NEEDS: Need = Need::Permission("access.manage");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["users"];
    type Output = RolesView;
    async fn run(&self, _cx: &mut Cx) -> Result<RolesView> {
        let owned = |list: &[&str]| list.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>();
        let roles = ROLES.iter().map(|(key, p)| RoleView {
            key: (*key).to_owned(),
            permissions: owned(p),
        });
        Ok(RolesView {
            roles: roles.collect(),
            permissions: owned(PERMISSIONS),
        })
    }
}
