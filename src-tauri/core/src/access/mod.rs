//! Who may do what, and to which rows.
//!
//! A **role** is a set of permissions; a person holds one or more. A **scope** cuts the rows of every scoped table:
//! all, some regions with all below them, some outlets, or a person's own orders. The first start makes the
//! administrator. Wrong passwords slow down, idle sessions lock, every operation names the permission it needs, and a
//! matrix test walks operation × role × scope.

mod accounts;
pub mod model;
mod ops;
mod password;
mod rules;
mod scope;
mod session;
mod store;
mod users;

pub use accounts::{NewAccount, add_closed, close_account, open_account};
pub use rules::{Need, PERMISSIONS, ROLES, permissions_of};
pub use scope::{Scope, ScopeKind};
pub(crate) use session::sweep as sweep_sessions;
pub use session::{Caller, authenticate, listener, only_administrator};

/// Sees phones and addresses whole.
pub const PERSONAL_READ: &str = "personal.read";

use crate::db::Tx;
use crate::error::Result;
use crate::kernel::UserId;
use crate::operation::{Actor, Registry};

/// A person who may log in, with what they may and see.
///
/// # Errors
/// A database error.
pub async fn person(tx: &mut Tx, id: UserId) -> Result<Option<Actor>> {
    let user = store::by_id(tx, id).await?.filter(|user| user.active.0);
    Ok(user.as_ref().map(session::actor_of))
}

/// People who may log in, by a part of their name or login; those whose name begins with it first.
///
/// # Errors
/// A database error.
pub async fn find_people(tx: &mut Tx, text: &str, limit: i64) -> Result<Vec<Actor>> {
    let users = store::find(tx, text, limit).await?;
    Ok(users.iter().map(session::actor_of).collect())
}

/// Lists this module's operations.
pub fn register(registry: &mut Registry) {
    registry.add::<ops::Status>();
    registry.add::<ops::SetUp>();
    registry.add::<ops::LogIn>();
    registry.add::<ops::LogOut>();
    registry.add::<ops::Lock>();
    registry.add::<ops::Unlock>();
    registry.add::<ops::ChangePassword>();
    registry.add::<ops::Roles>();
    registry.add::<users::User>();
    registry.add::<users::CreateUser>();
    registry.add::<users::UpdateUser>();
    registry.add::<users::ResetPassword>();
    crate::grids::register::<users::UserGrid>(registry);
}
