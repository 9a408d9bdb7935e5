//! The calculator: clocks of an order that does not exist, under a policy that need not be saved.

use super::apply::book;
use super::rules::refused;
use crate::access::Need;
use crate::error::{Code, Error, Result};
use crate::kernel::Ms;
use crate::operation::{Cx, OpKind, Operation};
use outpost_sla::events::{Event, OrderLog};
use outpost_sla::milestone::{Detail, MilestoneResult, evaluate};
use outpost_sla::policy::{PolicySpec, Step};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// More events than an order ever has.
const EVENTS_MAX: usize = 500;

/// A policy and what happened to an order.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "TryPolicyInput")]
#[serde(deny_unknown_fields)]
pub struct TryPolicy {
    spec: PolicySpec,
    #[serde(default = "normal")]
    #[ts(optional, as = "Option<String>")]
    priority: String,
    opened_at: Ms,
    /// What happened after the opening.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<Event>>")]
    events: Vec<Event>,
    /// The moment of judging; absent: now.
    #[serde(default)]
    #[ts(optional = nullable)]
    at: Option<Ms>,
}

fn normal() -> String {
    "normal".to_owned()
}

/// The clocks, each explained.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TriedClocks {
    pub clocks: Vec<MilestoneResult>,
    pub as_of: Ms,
}

impl Operation for TryPolicy {
    const NAME: &'static str = "policies.try";
    const DOC: &'static str =
        "The clocks of an imagined order under a policy, each explained; nothing is saved.";
    const NEEDS: Need = Need::Permission("policies.read");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["policies"];
    type Output = TriedClocks;
    async fn run(&self, cx: &mut Cx) -> Result<TriedClocks> {
        if self.events.len() > EVENTS_MAX {
            let max = i64::try_from(EVENTS_MAX).unwrap_or(i64::MAX);
            return Err(Error::new(Code::ValueTooLong)
                .with("field", "events")
                .with("max", max)
                .at("events"));
        }
        let mut spec = self.spec.clone();
        if spec.code.is_empty() {
            spec.code = "tried".to_owned();
        }
        let reference = spec.code.clone();
        let book = book(&mut cx.tx, &reference, spec).await?;
        let mut events = vec![Event::step(self.opened_at.0, Step::Opened)];
        events.extend(self.events.iter().cloned());
        let log = OrderLog {
            policy: Some(reference),
            priority: self.priority.clone(),
            events,
        };
        let as_of = self.at.unwrap_or(cx.now).max(self.opened_at);
        let clocks = evaluate(&log, &book, as_of.0, Detail::Explained);
        Ok(TriedClocks {
            clocks: clocks.map_err(|r| refused(Code::PolicyInvalid, r))?,
            as_of,
        })
    }
}
