//! The list of work orders.

use super::rollup;
use super::rules::{KINDS, OUTCOMES, PRIORITIES, STATES, WEEKDAYS};
use crate::access::Need;
use crate::db::grid::{
    ColumnKind, Filter, FilterOp, Found, GridColumn, GridDef, GridQuery, GridTotal, Viewer,
};
use crate::db::{Scoped, Tx};
use crate::error::Result;
use crate::grids::Grid;
use serde_json::Value as Json;

/// Columns, joins and scope of the list.
#[derive(Debug)]
pub struct WorkOrderGrid;

const ON_TIME: &str = "case w.resolution_met when 1 then 'met' when 0 then 'breached' end";

/// As `rules::WEEKDAYS` names them.
const OPENED_WEEKDAY: &str =
    "case w.opened_hour / 24 when 0 then 'monday' when 1 then 'tuesday' when 2 then 'wednesday'
    when 3 then 'thursday' when 4 then 'friday' when 5 then 'saturday' when 6 then 'sunday' end";
/// The clock that runs out next, in the words of its index: the response's until somebody responded, where it is the
/// earlier one.
pub const NEXT_DUE: &str =
    "case when w.responded_at is null and w.arrived_at is null and w.response_due_at is not null
        and (w.due_at is null or w.response_due_at < w.due_at) then w.response_due_at else w.due_at end";
/// How an order stands against its due time at this moment. A cancelled order, and one that ended without a verdict,
/// stands nowhere.
const DUE_STATE: &str = "case when w.resolution_met = 1 then 'met' when w.resolution_met = 0 then 'breached'
    when w.is_open = 0 then null when w.due_at is null then 'no_target' when w.due_at < {now} then 'overdue'
    when w.due_at < {now} + {soon} then 'due_soon' else 'running' end";
/// What needs somebody first, first.
const DUE_RANK: &str = "case when w.resolution_met = 1 then 6 when w.resolution_met = 0 then 5
    when w.is_open = 0 then null when w.due_at is null then 4 when w.due_at < {now} then 1
    when w.due_at < {now} + {soon} then 2 else 3 end";
/// The same, so that the index of open orders by due time serves them.
const DUE_CONDITIONS: &[(&str, &str)] = &[
    (
        "overdue",
        "(w.is_open = 1 and w.due_at < {now} and w.resolution_met is null)",
    ),
    (
        "due_soon",
        "(w.is_open = 1 and w.due_at >= {now} and w.due_at < {now} + {soon} and w.resolution_met is null)",
    ),
    (
        "running",
        "(w.is_open = 1 and w.due_at >= {now} + {soon} and w.resolution_met is null)",
    ),
    (
        "no_target",
        "(w.is_open = 1 and w.due_at is null and w.resolution_met is null)",
    ),
    ("met", "w.resolution_met = 1"),
    ("breached", "w.resolution_met = 0"),
];

impl Grid for WorkOrderGrid {
    const DEF: GridDef = GridDef {
        name: "work_orders",
        table: "work_orders w",
        id: "w.id",
        joins: &[
            ("outlet", "left join outlets o on o.id = w.outlet_id"),
            ("outlet.region", "left join regions g on g.id = o.region_id"),
            ("engineer", "left join engineers e on e.id = w.engineer_id"),
            ("category", "left join categories k on k.id = w.category_id"),
            ("customer", "left join customers c on c.id = w.customer_id"),
            ("batch", "left join import_batches b on b.id = w.batch_id"),
            ("cause", "left join dictionary_entries x on x.id = w.cause_id"),
        ],
        columns: &[
            GridColumn::new("number", ColumnKind::Text, "w.number")
                .required()
                .found(Found::Text)
                .wide(150),
            GridColumn::new("external_number", ColumnKind::Text, "w.external_number")
                .found(Found::Text)
                .wide(130),
            GridColumn::new("state", ColumnKind::Enum, "w.state")
                .required()
                .options(STATES)
                .wide(100),
            GridColumn::new("due_state", ColumnKind::Enum, DUE_STATE)
                .options(&["overdue", "due_soon", "running", "no_target", "breached", "met"])
                .conditions(DUE_CONDITIONS)
                .sorted_by(DUE_RANK)
                .wide(100),
            GridColumn::new("resolution", ColumnKind::Enum, ON_TIME)
                .options(&["met", "breached"])
                .hidden()
                .wide(100),
            GridColumn::new("due_at", ColumnKind::Datetime, "w.due_at").wide(150),
            GridColumn::new("kind", ColumnKind::Enum, "w.kind")
                .required()
                .options(KINDS)
                .wide(90),
            GridColumn::new("priority", ColumnKind::Enum, "w.priority")
                .required()
                .options(PRIORITIES)
                .wide(80),
            GridColumn::new("category", ColumnKind::Text, "k.name")
                .join("category")
                .wide(180),
            GridColumn::new("outlet_name", ColumnKind::Text, "o.name")
                .join("outlet")
                .wide(150),
            GridColumn::new("engineer_name", ColumnKind::Text, "e.name")
                .join("engineer")
                .wide(100),
            GridColumn::new("region_name", ColumnKind::Text, "g.name")
                .join("outlet.region")
                .hidden()
                .wide(140),
            GridColumn::new("opened_at", ColumnKind::Datetime, "w.opened_at")
                .required()
                .wide(150),
            GridColumn::new("completed_at", ColumnKind::Datetime, "w.completed_at").wide(150),
            GridColumn::new("closed_at", ColumnKind::Datetime, "w.closed_at").wide(150),
            GridColumn::new("handling_ms", ColumnKind::Duration, "w.handling_ms").wide(110),
            GridColumn::new("cost", ColumnKind::Money, "w.cost")
                .summed()
                .wide(100),
            GridColumn::new("product_name", ColumnKind::Text, "w.product_name")
                .found(Found::Name)
                .wide(160),
            GridColumn::new("serial_number", ColumnKind::Text, "w.serial_number")
                .found(Found::Text)
                .hidden()
                .wide(150),
            GridColumn::new("customer_name", ColumnKind::Text, "c.name")
                .join("customer")
                .wide(140),
            GridColumn::new("contact_name", ColumnKind::Text, "w.contact_name")
                .personal()
                .found(Found::Name)
                .hidden(),
            GridColumn::new("contact_phone", ColumnKind::Text, "w.contact_phone")
                .personal()
                .found(Found::Tail)
                .wide(130),
            GridColumn::new("address", ColumnKind::Text, "w.address")
                .personal()
                .wide(240),
            GridColumn::new("responded_at", ColumnKind::Datetime, "w.responded_at")
                .hidden()
                .wide(150),
            GridColumn::new("response_due_at", ColumnKind::Datetime, "w.response_due_at")
                .hidden()
                .wide(150),
            GridColumn::new("arrived_at", ColumnKind::Datetime, "w.arrived_at")
                .hidden()
                .wide(150),
            GridColumn::new("source_verdict", ColumnKind::Text, "w.source_verdict").hidden(),
            GridColumn::new(
                "flag_closed_before_opened",
                ColumnKind::Flag,
                "w.flag_closed_before_opened",
            )
            .required()
            .hidden(),
            GridColumn::new("open", ColumnKind::Flag, "w.is_open")
                .required()
                .hidden(),
            GridColumn::new("import_file", ColumnKind::Text, "b.file_name")
                .join("batch")
                .hidden()
                .wide(200),
            GridColumn::new("source_line", ColumnKind::Integer, "w.source_line").hidden(),
            // A selection made on a map comes as ids.
            GridColumn::new("id", ColumnKind::Ref, "w.id").required().hidden(),
            GridColumn::new("outlet_id", ColumnKind::Ref, "w.outlet_id").hidden(),
            GridColumn::new("region_id", ColumnKind::Ref, "o.region_id")
                .join("outlet")
                .hidden(),
            GridColumn::new("engineer_id", ColumnKind::Ref, "w.engineer_id").hidden(),
            GridColumn::new("customer_id", ColumnKind::Ref, "w.customer_id").hidden(),
            GridColumn::new("category_id", ColumnKind::Ref, "w.category_id").hidden(),
            GridColumn::new("batch_id", ColumnKind::Ref, "w.batch_id").hidden(),
            GridColumn::new("response_met", ColumnKind::Flag, "w.response_met").hidden(),
            // As the figures count them: an order without a completion ended when it was closed, and who arrives
            // responds. Both have an index of their own, written in these words.
            GridColumn::new(
                "ended_at",
                ColumnKind::Datetime,
                "coalesce(w.completed_at, w.closed_at)",
            )
            .hidden()
            .wide(150),
            GridColumn::new(
                "first_response_at",
                ColumnKind::Datetime,
                "coalesce(w.responded_at, w.arrived_at)",
            )
            .hidden()
            .wide(150),
            GridColumn::new("outcome", ColumnKind::Enum, "w.outcome")
                .options(OUTCOMES)
                .hidden(),
            GridColumn::new("cause", ColumnKind::Text, "x.name")
                .join("cause")
                .hidden()
                .wide(150),
            GridColumn::new("first_visit_fixed", ColumnKind::Flag, "w.first_visit_fixed").hidden(),
            GridColumn::new("satisfaction", ColumnKind::Integer, "w.satisfaction").hidden(),
            GridColumn::new(
                "response_ms",
                ColumnKind::Duration,
                "coalesce(w.responded_at, w.arrived_at) - w.opened_at",
            )
            .hidden(),
            GridColumn::new("opened_weekday", ColumnKind::Enum, OPENED_WEEKDAY)
                .options(WEEKDAYS)
                .hidden(),
            GridColumn::new("opened_hour", ColumnKind::Integer, "w.opened_hour % 24").hidden(),
            GridColumn::new("next_due_at", ColumnKind::Datetime, NEXT_DUE)
                .hidden()
                .wide(150),
        ],
        default_sort: &[("opened_at", true)],
        scoped: Some(Scoped {
            outlet: "w.outlet_id",
            engineer: Some("w.engineer_id"),
        }),
    };
    const NEEDS: Need = Need::Permission("work_orders.read");
    const PAGE: &'static str = "work_orders.page";
    const TOTAL: &'static str = "work_orders.total";
    const COLUMNS: &'static str = "work_orders.columns";
    const EXPORT: &'static str = "work_orders.export";
    const PRINT: &'static str = "work_orders.print_list";
    const TAGS: &'static [&'static str] = &["work_orders"];

    async fn bookmark(tx: &mut Tx, viewer: Viewer<'_>, query: &GridQuery) -> Result<Option<GridQuery>> {
        super::bookmark::nearer(tx, viewer, query).await
    }

    /// Filters by outlet and state alone are answered from the sums by state: the count does not grow with the list.
    async fn quick_total(
        tx: &mut Tx,
        viewer: Viewer<'_>,
        filter: Option<&Filter>,
    ) -> Result<Option<GridTotal>> {
        if viewer.scope.kind == crate::access::ScopeKind::Own {
            return Ok(None);
        }
        let Some(Quick { outlets, states }) = quick(filter) else {
            return Ok(None);
        };
        let outlets = outlets.unwrap_or_default();
        let counts = rollup::states(tx, viewer.scope, &outlets).await?;
        let wanted = |i: usize| states.as_ref().is_none_or(|s| s.contains(&STATES[i]));
        let (count, cost) = counts
            .iter()
            .enumerate()
            .filter(|(i, _)| wanted(*i))
            .fold((0, 0), |(n, sum), (_, (orders, cost))| (n + orders, sum + cost));
        let mut sums = serde_json::Map::new();
        sums.insert("cost".to_owned(), Json::from(cost));
        Ok(Some(GridTotal { count, sums }))
    }
}

/// What the sums by state can answer.
#[derive(Debug, Default, PartialEq, Eq)]
struct Quick {
    outlets: Option<Vec<i64>>,
    states: Option<Vec<&'static str>>,
}

/// A filter that is nothing but one condition on the outlet, one on the state, or both.
fn quick(filter: Option<&Filter>) -> Option<Quick> {
    let mut quick = Quick::default();
    let parts: &[Filter] = match filter {
        None => &[],
        Some(Filter::And { and }) => and,
        Some(single @ Filter::Field { .. }) => std::slice::from_ref(single),
        Some(Filter::Or { .. } | Filter::Not { .. }) => return None,
    };
    for part in parts {
        let Filter::Field { field, op, value } = part else {
            return None;
        };
        let values: Vec<&Json> = match (op, value) {
            (FilterOp::Eq, value) => vec![value],
            (FilterOp::In, Json::Array(list)) if !list.is_empty() => list.iter().collect(),
            _ => return None,
        };
        match field.as_str() {
            "outlet_id" if quick.outlets.is_none() => {
                let mut ids: Vec<i64> = values.iter().map(|v| v.as_i64()).collect::<Option<_>>()?;
                ids.sort_unstable();
                ids.dedup();
                // The sums keep "all" and "none" at 0 and -1; no outlet has such an id.
                if ids.iter().any(|id| *id <= 0) {
                    return None;
                }
                quick.outlets = Some(ids);
            }
            "state" if quick.states.is_none() => {
                let known = |v: &&Json| STATES.iter().find(|s| Some(**s) == v.as_str()).copied();
                quick.states = Some(values.iter().map(known).collect::<Option<_>>()?);
            }
            "open" if quick.states.is_none() => {
                let [value] = values.as_slice() else { return None };
                let (open, done) = STATES.split_at(2);
                quick.states = Some(if value.as_bool()? {
                    open.to_vec()
                } else {
                    done.to_vec()
                });
            }
            _ => return None,
        }
    }
    Some(quick)
}
