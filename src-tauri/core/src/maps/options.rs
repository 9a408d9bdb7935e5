//! What every map of the workspace goes by.

use crate::access::Need;
use crate::db::Tx;
use crate::documents::Change;
use crate::error::{Code, Error, Result};
use crate::operation::{Cx, OpKind, Operation};
use crate::settings;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

const SOON: &str = "maps.soon_minutes";
/// Four hours, until somebody sets another time.
const SOON_DEFAULT: i64 = 240;
const SOON_MAX: i64 = 30 * 24 * 60;

/// The settings of maps.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MapOptions {
    /// Minutes before its due time from which an open order is shown as due soon.
    #[ts(as = "f64")]
    pub soon_minutes: i64,
}

async fn load(tx: &mut Tx) -> Result<MapOptions> {
    let stored = settings::get(tx, SOON).await?;
    Ok(MapOptions {
        soon_minutes: stored.and_then(|text| text.parse().ok()).unwrap_or(SOON_DEFAULT),
    })
}

/// How long before its due time an order counts as due soon, in milliseconds.
///
/// # Errors
/// A database error.
pub async fn soon_ms(tx: &mut Tx) -> Result<i64> {
    Ok(load(tx).await?.soon_minutes * 60_000)
}

/// Input of `maps.settings`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "MapOptionsInput")]
#[serde(deny_unknown_fields)]
pub struct Options {}

impl Operation for Options {
    const NAME: &'static str = "maps.settings";
    const DOC: &'static str = "What every map goes by: from when on an order is due soon.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["map_options"];
    type Output = MapOptions;
    async fn run(&self, cx: &mut Cx) -> Result<MapOptions> {
        load(&mut cx.tx).await
    }
}

/// Input of `maps.save_settings`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SaveMapOptionsInput")]
#[serde(deny_unknown_fields)]
pub struct SaveOptions {
    #[ts(as = "f64")]
    soon_minutes: i64,
}

impl Operation for SaveOptions {
    const NAME: &'static str = "maps.save_settings";
    const DOC: &'static str = "Changes what every map goes by.";
    const NEEDS: Need = Need::Permission("admin.manage");
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["map_options", "work_orders"];
    type Output = MapOptions;
    async fn run(&self, cx: &mut Cx) -> Result<MapOptions> {
        if !(0..=SOON_MAX).contains(&self.soon_minutes) {
            let error = Error::new(Code::NumberOutOfRange)
                .with("min", 0)
                .with("max", SOON_MAX);
            return Err(error.at("soon_minutes"));
        }
        let before = load(&mut cx.tx).await?;
        settings::set(&mut cx.tx, SOON, &self.soon_minutes.to_string()).await?;
        cx.changed(Change::new("workspace", 0, "settings_changed").field(
            SOON,
            before.soon_minutes,
            self.soon_minutes,
        ));
        load(&mut cx.tx).await
    }
}
