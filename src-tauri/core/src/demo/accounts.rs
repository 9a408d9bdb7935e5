//! The people as whom the demo network is looked at: one of each role that differs, closed until the administrator gives them
//! a password. None ships with the program: a known password on a server is an open door.

use super::generate::Ids;
use super::model::{DemoAccount, DemoRun};
use super::network::Network;
use crate::access::model::ScopeView;
use crate::access::{self, Need, NewAccount, ScopeKind};
use crate::db::Tx;
use crate::documents::Change;
use crate::error::{Error, Result};
use crate::kernel::{EngineerId, Ms, OutletId};
use crate::operation::{Cx, OpKind, Operation};
use crate::settings;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The setting under which the run is kept.
pub(super) const RUN: &str = "demo.run";

/// The run of this workspace, if a demo network was made.
pub(super) async fn run_of(tx: &mut Tx) -> Result<Option<DemoRun>> {
    let kept = settings::get(tx, RUN).await?.filter(|text| !text.is_empty());
    Ok(kept.map(|text| serde_json::from_str(&text)).transpose()?)
}

fn scope(kind: ScopeKind) -> ScopeView {
    ScopeView {
        kind,
        region_ids: Vec::new(),
        outlet_ids: Vec::new(),
        engineer_id: None,
    }
}

/// Makes them; one whose login is taken is left out.
pub(super) async fn add(tx: &mut Tx, network: &Network, ids: &Ids, now: Ms) -> Result<Vec<DemoAccount>> {
    let mut made = Vec::new();
    let outlet = network.outlets.first().map_or(0..0, |o| o.engineers.clone());
    for (login, name) in &network.data.words.accounts {
        let role = login.rsplit('.').next().unwrap_or(login);
        let scope = match role {
            "outlet" => ScopeView {
                outlet_ids: vec![OutletId(ids.outlets)],
                ..scope(ScopeKind::Outlets)
            },
            "engineer" => ScopeView {
                engineer_id: Some(EngineerId(ids.engineers + outlet.start as i64)),
                ..scope(ScopeKind::Own)
            },
            _ => scope(ScopeKind::All),
        };
        let account = NewAccount {
            login,
            name,
            role,
            scope,
        };
        if access::add_closed(tx, &account, now).await?.is_some() {
            made.push(DemoAccount {
                login: login.clone(),
                name: name.clone(),
                role: role.to_owned(),
            });
        }
    }
    Ok(made)
}

/// Input of `demo.open_accounts`: the password that all of them get.
#[derive(Deserialize, Serialize, TS)]
#[ts(rename = "OpenAccountsInput")]
#[serde(deny_unknown_fields)]
pub struct OpenAccounts {
    password: String,
}

/// The accounts that may now be used.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OpenedAccounts {
    pub accounts: Vec<DemoAccount>,
}

impl Operation for OpenAccounts {
    const NAME: &'static str = "demo.open_accounts";
    const DOC: &'static str =
        "Gives the people of the demo network one password, so that one can log in as each of them.";
    const NEEDS: Need = Need::Permission("admin.manage");
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["users", "demo"];
    const SECRET: bool = true;
    type Output = OpenedAccounts;
    async fn run(&self, cx: &mut Cx) -> Result<OpenedAccounts> {
        let run = run_of(&mut cx.tx)
            .await?
            .ok_or_else(|| Error::not_found("demo"))?;
        let mut accounts = Vec::new();
        for account in run.accounts {
            let opened = access::open_account(&mut cx.tx, &account.login, &self.password).await?;
            if let Some(id) = opened {
                cx.changed(Change::new("user", id, "password_reset"));
                accounts.push(account);
            }
        }
        Ok(OpenedAccounts { accounts })
    }
}
