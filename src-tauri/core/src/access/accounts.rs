//! Accounts that exist before anybody may use them: people of a demo network, who log in only after the administrator gave
//! them a password.

use super::model::ScopeView;
use super::{password, rules, store};
use crate::db::Tx;
use crate::error::Result;
use crate::kernel::{Ms, UserId};

/// A person to be.
#[derive(Debug, Clone)]
pub struct NewAccount<'a> {
    pub login: &'a str,
    pub name: &'a str,
    pub role: &'a str,
    pub scope: ScopeView,
}

/// Makes a person with a password that nobody knows; nothing where the login is taken.
///
/// # Errors
/// A database error.
pub async fn add_closed(tx: &mut Tx, account: &NewAccount<'_>, now: Ms) -> Result<Option<UserId>> {
    if store::by_login(tx, account.login).await?.is_some() {
        return Ok(None);
    }
    let user = store::NewUser {
        login: account.login,
        name: account.name,
        password_hash: password::hash(password::token()).await?,
        roles: &[account.role.to_owned()],
        scope: &account.scope,
        must_change_password: false,
        now,
    };
    store::insert(tx, user).await.map(Some)
}

/// Gives a person a password that need not be changed; nothing where there is no such login.
///
/// # Errors
/// `password_weak`, at `password`; a database error.
pub async fn open_account(tx: &mut Tx, login: &str, password: &str) -> Result<Option<UserId>> {
    let Some(user) = store::by_login(tx, login).await? else {
        return Ok(None);
    };
    rules::check_password("password", password, login)?;
    let hash = password::hash(password.to_owned()).await?;
    store::set_password(tx, user.id, hash, false).await?;
    store::drop_sessions(tx, user.id, "").await?;
    Ok(Some(user.id))
}

/// Gives a person a password that nobody knows again, and ends their sessions; nothing where there is no such login.
///
/// # Errors
/// A database error.
pub async fn close_account(tx: &mut Tx, login: &str) -> Result<Option<UserId>> {
    let Some(user) = store::by_login(tx, login).await? else {
        return Ok(None);
    };
    let hash = password::hash(password::token()).await?;
    store::set_password(tx, user.id, hash, false).await?;
    store::drop_sessions(tx, user.id, "").await?;
    Ok(Some(user.id))
}
