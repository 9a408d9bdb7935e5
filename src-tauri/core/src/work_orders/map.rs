//! Orders as points of a map: columns instead of rows, since a map of a country shows a hundred thousand of them.

use super::WorkOrderGrid;
use super::rules::{self, Standing};
use crate::access::Need;
use crate::db::Value;
use crate::db::grid::{Filter, FilterOp, Selection, Viewer};
use crate::error::{Code, Error, Result};
use crate::grids::Grid as _;
use crate::kernel::Ms;
use crate::operation::{Cx, OpKind, Operation};
use serde::{Deserialize, Serialize};
use sqlx::Row as _;
use ts_rs::TS;

/// The most points of one answer. More are cut off, and said to be.
pub const POINTS_MAX: i64 = 200_000;
/// Who may not see addresses sees cells of a twentieth of a degree, some five kilometres wide, and no house in them.
const CELL: f64 = 0.05;
const CELL_KM: f64 = 5.0;

/// A rectangle of WGS-84 degrees.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MapBounds {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

/// Input of `work_orders.map_points`: the open orders, or those of a filter.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "MapPointsInput")]
#[serde(deny_unknown_fields)]
pub struct MapPoints {
    #[serde(default)]
    #[ts(optional = nullable)]
    filter: Option<Filter>,
    #[serde(default)]
    #[ts(optional = nullable)]
    bounds: Option<MapBounds>,
}

/// Points as columns of equal length.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct MapPointsView {
    #[ts(as = "Vec<f64>")]
    pub id: Vec<i64>,
    /// WGS-84 degrees, to about ten centimetres; the middle of a cell where `coarse_km` is there.
    pub longitude: Vec<f64>,
    pub latitude: Vec<f64>,
    /// How each stands: a place in `states`.
    pub state: Vec<u8>,
    pub due_at: Vec<Option<Ms>>,
    /// The codes that `state` points at, worst first; texts under `maps:state.`.
    pub states: Vec<&'static str>,
    /// How many orders of the filter have a place at all, and how many have none.
    #[ts(as = "f64")]
    pub located: i64,
    #[ts(as = "f64")]
    pub unlocated: i64,
    /// There are more points than one answer holds.
    pub cut_off: bool,
    /// Width in kilometres of the cells that stand for exact places, for those who may not see addresses.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub coarse_km: Option<f64>,
    /// When "overdue" and "due soon" were judged.
    pub as_of: Ms,
}

impl Operation for MapPoints {
    const NAME: &'static str = "work_orders.map_points";
    const DOC: &'static str =
        "Where the open orders are, or those of a filter, and how each stands against its due time.";
    const NEEDS: Need = Need::Permission("work_orders.read");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["work_orders", "settings"];
    type Output = MapPointsView;
    async fn run(&self, cx: &mut Cx) -> Result<MapPointsView> {
        let actor = cx.actor()?.clone();
        let viewer = actor.viewer(cx.now);
        let bounds = self.bounds.map(|b| checked(b, viewer.personal)).transpose()?;
        let open = open_ones();
        let filter = self.filter.as_ref().unwrap_or(&open);
        let soon = crate::settings::load(&mut cx.tx).await?.due_soon_ms();
        let all = total(cx, viewer, filter).await?;
        let mut view = read(cx, viewer, filter, bounds, soon).await?;
        view.located = match bounds.is_some() || view.cut_off {
            true => located(cx, viewer, filter).await?,
            false => view.id.len() as i64,
        };
        view.unlocated = all - view.located;
        Ok(view)
    }
}

fn open_ones() -> Filter {
    Filter::field("open", FilterOp::Eq, true)
}

/// Whether a filter lets open orders pass only: their index then holds all that a map reads.
fn is_open_only(filter: &Filter) -> bool {
    match filter {
        Filter::And { and } => and.iter().any(is_open_only),
        Filter::Field { field, op, value } => field == "open" && *op == FilterOp::Eq && value == true,
        Filter::Or { .. } | Filter::Not { .. } => false,
    }
}

/// A rectangle that can be. Whoever sees cells only asks by whole cells: narrow rectangles would tell where in its cell an
/// order is.
fn checked(b: MapBounds, personal: bool) -> Result<MapBounds> {
    let finite = [b.west, b.south, b.east, b.north].iter().all(|d| d.is_finite());
    if !finite || b.west > b.east || b.south > b.north {
        return Err(Error::new(Code::ValueInvalid)
            .with("field", "bounds")
            .at("bounds"));
    }
    if personal {
        return Ok(b);
    }
    Ok(MapBounds {
        west: (b.west / CELL).floor() * CELL,
        south: (b.south / CELL).floor() * CELL,
        east: (b.east / CELL).ceil() * CELL,
        north: (b.north / CELL).ceil() * CELL,
    })
}

async fn total(cx: &mut Cx, viewer: Viewer<'_>, filter: &Filter) -> Result<i64> {
    if let Some(total) = WorkOrderGrid::quick_total(&mut cx.tx, viewer, Some(filter)).await? {
        return Ok(total.count);
    }
    Ok(WorkOrderGrid::DEF
        .total(&mut cx.tx, viewer, &Selection::of(Some(filter.clone())))
        .await?
        .count)
}

type Also = Vec<(&'static str, Option<Value>)>;

/// The conditions of a map, in the words of its index.
fn has_place(filter: &Filter) -> Also {
    let mut also: Also = vec![("w.latitude is not null and w.longitude is not null", None)];
    if is_open_only(filter) {
        also.push(("w.is_open = 1", None));
    }
    also
}

async fn located(cx: &mut Cx, viewer: Viewer<'_>, filter: &Filter) -> Result<i64> {
    let also = has_place(filter);
    let rows = WorkOrderGrid::DEF
        .pick(&mut cx.tx, viewer, Some(filter), &["count(*)"], &also, 1)
        .await?;
    let row = rows
        .first()
        .ok_or_else(|| Error::fault("count answered no row"))?;
    Ok(row.try_get(0)?)
}

async fn read(
    cx: &mut Cx,
    viewer: Viewer<'_>,
    filter: &Filter,
    bounds: Option<MapBounds>,
    soon: i64,
) -> Result<MapPointsView> {
    let mut also = has_place(filter);
    if let Some(b) = bounds {
        for (text, degrees) in [
            ("w.longitude >= ?", b.west),
            ("w.longitude <= ?", b.east),
            ("w.latitude >= ?", b.south),
            ("w.latitude <= ?", b.north),
        ] {
            also.push((text, Some(Value::Real(Some(degrees)))));
        }
    }
    let list: &[&str] = if is_open_only(filter) {
        &["w.id", "w.longitude", "w.latitude", "w.due_at"]
    } else {
        &[
            "w.id",
            "w.longitude",
            "w.latitude",
            "w.due_at",
            "w.state",
            "w.resolution_met",
        ]
    };
    let rows = WorkOrderGrid::DEF.pick(&mut cx.tx, viewer, Some(filter), list, &also, POINTS_MAX + 1);
    let rows = rows.await?;
    let mut view = MapPointsView {
        states: Standing::ALL.iter().map(|s| s.as_str()).collect(),
        cut_off: rows.len() as i64 > POINTS_MAX,
        coarse_km: (!viewer.personal).then_some(CELL_KM),
        as_of: cx.now,
        ..MapPointsView::default()
    };
    for row in rows.iter().take(POINTS_MAX as usize) {
        let due: Option<i64> = row.try_get(3)?;
        let (state, met): (Option<String>, Option<i64>) = match list.len() {
            4 => (None, None),
            _ => (row.try_get(4)?, row.try_get(5)?),
        };
        let state = state.map_or(Some(rules::State::Open), |word| rules::State::parse(&word));
        let state = state.ok_or_else(|| Error::fault("an unknown state"))?;
        let standing = rules::standing(state, due.map(Ms), met.map(|m| m == 1), cx.now, soon);
        view.id.push(row.try_get(0)?);
        view.longitude.push(shown(row.try_get(1)?, viewer.personal));
        view.latitude.push(shown(row.try_get(2)?, viewer.personal));
        view.state.push(standing as u8);
        view.due_at.push(due.map(Ms));
    }
    Ok(view)
}

/// Degrees as this person may see them.
fn shown(degrees: f64, personal: bool) -> f64 {
    let (value, step) = if personal {
        (degrees, 1e6)
    } else {
        ((degrees / CELL).floor() * CELL + CELL / 2.0, 1e6)
    };
    (value * step).round() / step
}
