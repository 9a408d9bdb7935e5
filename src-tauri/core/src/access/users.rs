//! People: made, changed and given new passwords by the administrator.

use super::model::{ScopeView, UserView};
use super::rules::{self, Need};
use super::scope::ScopeKind;
use super::{password, store};
use crate::db::grid::{ColumnKind, Found, GridColumn, GridDef};
use crate::error::{Code, Error, Result};
use crate::grids::Grid;
use crate::history::Change;
use crate::kernel::{Label, Login, Ms, UserId};
use crate::operation::{Cx, OpKind, Operation};
use serde::Deserialize;
use ts_rs::TS;

/// The list of people.
#[derive(Debug)]
pub struct UserGrid;

impl Grid for UserGrid {
    const DEF: GridDef = GridDef {
        name: "users",
        table: "users u",
        id: "u.id",
        joins: &[],
        columns: &[
            GridColumn::new("login", ColumnKind::Text, "u.login")
                .required()
                .found(Found::Text)
                .wide(160),
            GridColumn::new("name", ColumnKind::Text, "u.name")
                .required()
                .found(Found::Name)
                .wide(160),
            GridColumn::new("roles", ColumnKind::Text, "u.roles")
                .required()
                .wide(200),
            GridColumn::new("scope_kind", ColumnKind::Enum, "u.scope_kind")
                .required()
                .options(&["all", "regions", "outlets", "own"]),
            GridColumn::new("active", ColumnKind::Flag, "u.active").required(),
            GridColumn::new("last_login_at", ColumnKind::Datetime, "u.last_login_at").wide(150),
        ],
        default_sort: &[("login", false)],
        scoped: None,
    };
    const NEEDS: Need = Need::Permission("access.manage");
    const PAGE: &'static str = "users.page";
    const TOTAL: &'static str = "users.total";
    const COLUMNS: &'static str = "users.columns";
    const EXPORT: &'static str = "users.export";
    const PRINT: &'static str = "users.print_list";
    const TAGS: &'static [&'static str] = &["users"];
}

async fn view(cx: &mut Cx, id: UserId) -> Result<UserView> {
    let user = store::by_id(&mut cx.tx, id)
        .await?
        .ok_or_else(|| Error::not_found("user"))?;
    let scope = store::scope_of(&mut cx.tx, &user).await?;
    Ok(UserView {
        id,
        version: user.version,
        roles: user.role_list(),
        scope,
        active: user.active.0,
        must_change_password: user.must_change_password.0,
        last_login_at: user.last_login_at.map(Ms),
        login: user.login,
        name: user.name,
    })
}

/// A scope that shows nothing at all is a mistake.
fn check_scope(scope: &ScopeView) -> Result<()> {
    match scope.kind {
        ScopeKind::Regions if scope.region_ids.is_empty() => Err(Error::missing("scope.region_ids")),
        ScopeKind::Outlets if scope.outlet_ids.is_empty() => Err(Error::missing("scope.outlet_ids")),
        ScopeKind::Own if scope.engineer_id.is_none() => Err(Error::missing("scope.engineer_id")),
        _ => Ok(()),
    }
}

/// One person.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "UserInput")]
#[serde(deny_unknown_fields)]
pub struct User {
    id: UserId,
}

impl Operation for User {
    const NAME: &'static str = "access.user";
    const DOC: &'static str = "One person, with roles and scope.";
    const NEEDS: Need = Need::Permission("access.manage");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["users"];
    type Output = UserView;
    async fn run(&self, cx: &mut Cx) -> Result<UserView> {
        view(cx, self.id).await
    }
}

/// A new person.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CreateUserInput")]
#[serde(deny_unknown_fields)]
pub struct CreateUser {
    login: String,
    name: String,
    password: String,
    roles: Vec<String>,
    scope: ScopeView,
    must_change_password: bool,
}

impl Operation for CreateUser {
    const NAME: &'static str = "access.create_user";
    const DOC: &'static str = "Makes a person who can log in.";
    const NEEDS: Need = Need::Permission("access.manage");
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["users"];
    const SECRET: bool = true;
    type Output = UserView;
    async fn run(&self, cx: &mut Cx) -> Result<UserView> {
        let (login, name) = (
            Login::parse("login", &self.login)?,
            Label::parse("name", &self.name)?,
        );
        rules::check_roles(&self.roles)?;
        check_scope(&self.scope)?;
        rules::check_password("password", &self.password, login.as_str())?;
        if store::by_login(&mut cx.tx, login.as_str()).await?.is_some() {
            return Err(Error::new(Code::AlreadyExists)
                .with("value", login.as_str())
                .at("login"));
        }
        let user = store::NewUser {
            login: login.as_str(),
            name: name.as_str(),
            password_hash: password::hash(self.password.clone()).await?,
            roles: &self.roles,
            scope: &self.scope,
            must_change_password: self.must_change_password,
            now: cx.now,
        };
        let id = store::insert(&mut cx.tx, user).await?;
        cx.changed(Change::new("user", id, "created").field("roles", "", self.roles.join(",")));
        view(cx, id).await
    }
}

/// Changes of name, roles, scope, or whether the person may log in.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "UpdateUserInput")]
#[serde(deny_unknown_fields)]
pub struct UpdateUser {
    id: UserId,
    #[ts(as = "f64")]
    version: i64,
    name: String,
    roles: Vec<String>,
    scope: ScopeView,
    active: bool,
}

impl Operation for UpdateUser {
    const NAME: &'static str = "access.update_user";
    const DOC: &'static str = "Changes a person's name, roles, scope, or whether they may log in.";
    const NEEDS: Need = Need::Permission("access.manage");
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["users", "access"];
    type Output = UserView;
    async fn run(&self, cx: &mut Cx) -> Result<UserView> {
        let name = Label::parse("name", &self.name)?;
        rules::check_roles(&self.roles)?;
        check_scope(&self.scope)?;
        let before = store::by_id(&mut cx.tx, self.id)
            .await?
            .ok_or_else(|| Error::not_found("user"))?;
        let scope_before = store::scope_of(&mut cx.tx, &before).await?;
        let update = store::Update {
            id: self.id,
            version: self.version,
            name: name.as_str(),
            roles: &self.roles,
            scope: &self.scope,
            active: self.active,
        };
        if !store::update(&mut cx.tx, update).await? {
            return Err(Error::new(Code::StaleVersion));
        }
        if store::active_admins(&mut cx.tx).await? == 0 {
            return Err(Error::new(Code::LastAdministrator));
        }
        if !self.active {
            store::drop_sessions(&mut cx.tx, self.id, "").await?;
        }
        let change = Change::new("user", self.id, "updated")
            .field("name", before.name.clone(), name.as_str())
            .field("roles", before.roles.clone(), self.roles.join(","))
            .field(
                "scope",
                serde_json::to_string(&scope_before)?,
                serde_json::to_string(&self.scope)?,
            )
            .field("active", before.active.0, self.active);
        cx.changed(change);
        view(cx, self.id).await
    }
}

/// A new password from the administrator; the person must change it at the next login.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ResetPasswordInput")]
#[serde(deny_unknown_fields)]
pub struct ResetPassword {
    id: UserId,
    #[ts(as = "f64")]
    version: i64,
    password: String,
}

impl Operation for ResetPassword {
    const NAME: &'static str = "access.reset_password";
    const DOC: &'static str =
        "Gives a person a first password, to be changed at the next login; ends their sessions.";
    const NEEDS: Need = Need::Permission("access.manage");
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["users"];
    const SECRET: bool = true;
    type Output = UserView;
    async fn run(&self, cx: &mut Cx) -> Result<UserView> {
        let user = store::by_id(&mut cx.tx, self.id)
            .await?
            .ok_or_else(|| Error::not_found("user"))?;
        if user.version != self.version {
            return Err(Error::new(Code::StaleVersion));
        }
        rules::check_password("password", &self.password, &user.login)?;
        let hash = password::hash(self.password.clone()).await?;
        store::set_password(&mut cx.tx, self.id, hash, true).await?;
        store::drop_sessions(&mut cx.tx, self.id, "").await?;
        cx.changed(Change::new("user", self.id, "password_reset"));
        view(cx, self.id).await
    }
}
