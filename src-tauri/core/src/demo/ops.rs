//! Whether a demo network can be made here.

use super::model::DemoStatus;
use super::{accounts, store};
use crate::access::Need;
use crate::error::Result;
use crate::operation::{Cx, OpKind, Operation};
use serde::Deserialize;
use ts_rs::TS;

/// Input of `demo.status`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "DemoStatusInput")]
#[serde(deny_unknown_fields)]
pub struct Status {}

impl Operation for Status {
    const NAME: &'static str = "demo.status";
    const DOC: &'static str = "Whether a demo network can be made in this workspace, and which one was.";
    const NEEDS: Need = Need::Permission("admin.manage");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &[
        "demo",
        "work_orders",
        "outlets",
        "regions",
        "engineers",
        "customers",
    ];
    type Output = DemoStatus;
    async fn run(&self, cx: &mut Cx) -> Result<DemoStatus> {
        let holds = store::holdings(&mut cx.tx).await?;
        let made = accounts::run_of(&mut cx.tx).await?;
        Ok(DemoStatus {
            possible: holds.is_empty(),
            holds,
            made,
        })
    }
}
