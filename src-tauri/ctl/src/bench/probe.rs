//! Measuring one filled workspace in a process of its own.

use super::fill::END;
use super::store::{self, Raw, Sample};
use super::{drills, median, memory_mib, ms};
use crate::failure::{Failure, Outcome};
use crate::output::Output;
use outpost_core::kernel::{Clock, Ms};
use outpost_core::{App, Caller, OpenConfig, Place};
use serde_json::{Map, Value, json};
use std::path::Path;
use std::time::{Duration, Instant};

/// How long one measure may take in all; a slow one is repeated less often, but at least [`FEWEST`] times.
const LONGEST: Duration = Duration::from_secs(20);
const FEWEST: usize = 3;

type Calls<'a> = &'a [(&'static str, Value)];

struct Probe {
    app: App,
    caller: Caller,
    runs: u32,
    only: String,
    measures: Map<String, Value>,
}

/// Measures and prints.
pub(super) async fn run(folder: &Path, runs: u32, only: &str, output: &Output) -> Outcome<()> {
    let start = Instant::now();
    let place = Place::Workspace(folder.to_owned());
    // The clock stands at the end of the made-up past: what is overdue does not depend on the day of the run.
    let config = OpenConfig {
        clock: Clock::at(Ms(END)),
        workers: false,
        ..OpenConfig::new(place, "outpostctl bench")
    };
    let app = App::open(config).await?;
    let open_ms = ms(start);
    let caller = Caller {
        trusted_login: Some("bench".to_owned()),
        ..Caller::nobody("cli")
    };
    let mut probe = Probe {
        app,
        caller,
        runs,
        only: only.to_owned(),
        measures: Map::new(),
    };
    let mut tx = probe.app.db().read().await?;
    let (outlet, sample) = (store::busiest(&mut tx).await?, store::sample(&mut tx).await?);
    tx.commit().await?;
    probe.dashboard(outlet).await?;
    probe.lists(outlet).await?;
    probe.texts(&sample).await?;
    probe.present(sample.id).await?;
    let result = json!({
        "open_ms": open_ms,
        "rss_mib": memory_mib("VmRSS", "self"),
        "peak_mib": memory_mib("VmHWM", "self"),
        "measures": probe.measures,
    });
    probe.app.close().await;
    output.answer(&result);
    Ok(())
}

const CHARTS: [(&str, &str); 6] = [
    ("on_time_trend", "insight.on_time_trend"),
    ("flow", "insight.flow"),
    ("backlog_ageing", "insight.backlog_ageing"),
    ("outlet_ranking", "insight.outlet_ranking"),
    ("pareto", "insight.pareto"),
    ("weekday_hour", "insight.weekday_hour"),
];
/// Key figures whose lists are opened: one led by the opening, one by the end, one by the first response, one of now.
const KPIS: [&str; 4] = [
    "resolution_rate",
    "resolution_on_time",
    "response_on_time",
    "overdue",
];

/// A question about the quarter, with more beside.
fn quarter(more: &Value) -> Value {
    let mut input = json!({"from": store::FROM, "to": END});
    if let (Some(input), Some(more)) = (input.as_object_mut(), more.as_object()) {
        input.extend(more.clone());
    }
    input
}

impl Probe {
    async fn call(&self, operation: &str, input: &Value) -> Outcome<Value> {
        let answer = self.app.call(operation, &input.to_string(), &self.caller).await?;
        Ok(serde_json::from_str(answer.get())?)
    }

    /// The page in one answer, its parts alone, what combined filters cost, and the list behind each figure.
    async fn dashboard(&mut self, outlet: i64) -> Outcome<()> {
        let six = CHARTS.map(|(which, _)| json!({"which": which, "width": 800, "height": 320}));
        let page = [("insight.dashboard", quarter(&json!({"figures": six})))];
        self.pair("dashboard.page", &page, &store::whole_page()).await?;
        let first = [("insight.dashboard", quarter(&json!({})))];
        self.pair("dashboard.first_row", &first, &store::dashboard())
            .await?;
        for (name, filter, condition) in [
            ("all", json!({}), "1 = 1".to_owned()),
            (
                "priority",
                json!({"priorities": ["urgent"]}),
                "w.priority = 'urgent'".to_owned(),
            ),
            (
                "outlet_priority",
                json!({"outlet_ids": [outlet], "priorities": ["urgent"]}),
                format!("w.outlet_id = {outlet} and w.priority = 'urgent'"),
            ),
            (
                "outlet_category_priority",
                json!({"outlet_ids": [outlet], "category_ids": [1, 2], "priorities": ["urgent"]}),
                format!("w.outlet_id = {outlet} and w.category_id in (1, 2) and w.priority = 'urgent'"),
            ),
        ] {
            let ask = [("insight.overview", quarter(&filter))];
            self.pair(&format!("overview.{name}"), &ask, &store::overview(&condition))
                .await?;
        }
        let sized = quarter(&json!({"width": 800, "height": 320}));
        for (name, operation) in CHARTS {
            let ask = [(operation, sized.clone())];
            self.pair(&format!("chart.{name}"), &ask, &store::chart(name))
                .await?;
        }
        for (name, operation) in CHARTS {
            let drawn = self.call(operation, &sized).await?;
            if let Some(drill) = drills::first(&drawn) {
                self.list(&format!("drill.{name}"), drill, drills::order(drill))
                    .await?;
            }
        }
        let figures = self.call("insight.overview", &quarter(&json!({}))).await?;
        let kpis = figures["kpis"].as_array().cloned().unwrap_or_default();
        for kpi in kpis
            .iter()
            .filter(|kpi| kpi["key"].as_str().is_some_and(|key| KPIS.contains(&key)))
        {
            let (key, drill) = (kpi["key"].as_str().unwrap_or_default(), &kpi["drill"]);
            self.list(&format!("drill.kpi.{key}"), drill, drills::order(drill))
                .await?;
        }
        Ok(())
    }

    /// Pages, counts and jumps of the list of orders.
    async fn lists(&mut self, outlet: i64) -> Outcome<()> {
        let newest = drills::order_by(None);
        let first = [("work_orders.page", json!({"limit": 100}))];
        self.pair("grid.first_page", &first, &store::page("1 = 1", &newest, 0))
            .await?;
        let all = [("work_orders.total", json!({}))];
        self.pair("grid.count_all", &all, &store::count("1 = 1")).await?;
        let middle = self.call("work_orders.total", &json!({})).await?["count"]
            .as_i64()
            .unwrap_or(0)
            / 2;
        let jump = [("work_orders.page", json!({"offset": middle, "limit": 100}))];
        self.pair(
            "grid.jump_to_the_middle",
            &jump,
            &store::page("1 = 1", &newest, middle),
        )
        .await?;
        let field = |field: &str, op: &str, value: Value| json!({"field": field, "op": op, "value": value});
        let closed =
            json!({"and": [field("outlet_id", "eq", outlet.into()), field("state", "eq", "closed".into())]});
        self.list("grid.outlet_and_state", &closed, None).await?;
        let urgent = json!({"and": [field("outlet_id", "eq", outlet.into()), field("priority", "eq", "urgent".into())]});
        self.list("grid.outlet_and_priority", &urgent, None).await?;
        let condition = drills::condition(&urgent).unwrap_or_default();
        let some = self.call("work_orders.total", &json!({"filter": urgent})).await?["count"]
            .as_i64()
            .unwrap_or(0)
            / 2;
        let jump = [(
            "work_orders.page",
            json!({"filter": urgent, "offset": some, "limit": 100}),
        )];
        self.pair(
            "grid.jump_in_a_filter",
            &jump,
            &store::page(&condition, &newest, some),
        )
        .await
    }

    /// Lists by a piece of text: one that many rows hold, one that a single row holds, and one that none does.
    async fn texts(&mut self, sample: &Sample) -> Outcome<()> {
        let product = sample.product_name.as_deref().unwrap_or("-");
        for (name, field, words) in [
            ("contains.many", "product_name", product),
            ("contains.one", "number", sample.number.as_str()),
            ("contains.none", "contact_name", "no order has this"),
        ] {
            let filter = json!({"field": field, "op": "contains", "value": words});
            self.list(name, &filter, None).await?;
        }
        let number: String = sample
            .number
            .chars()
            .skip(sample.number.len().saturating_sub(5))
            .collect();
        let phone = sample.contact_phone.as_deref().unwrap_or("-");
        let tail: String = phone
            .chars()
            .skip(phone.chars().count().saturating_sub(6))
            .collect();
        for (name, words) in [
            ("search.many", product),
            ("search.number", &number),
            ("search.phone_tail", &tail),
            ("search.person", sample.contact_name.as_deref().unwrap_or("-")),
            ("search.none", "noorderhasthis"),
        ] {
            let calls = [
                ("work_orders.page", json!({"text": words, "limit": 100})),
                ("work_orders.total", json!({ "text": words })),
            ];
            let condition = store::like_any(words);
            let mut raw = store::page(&condition, &drills::order_by(None), 0);
            raw.extend(store::count(&condition));
            self.pair(name, &calls, &raw).await?;
        }
        Ok(())
    }

    /// What is about now: the monitor, the brief, the map, and one order.
    async fn present(&mut self, order: i64) -> Outcome<()> {
        let open = json!({"filter": {"field": "open", "op": "eq", "value": true}});
        self.pair(
            "now.monitor",
            &[("insight.monitor", json!({}))],
            &store::monitor(),
        )
        .await?;
        self.pair("now.brief", &[("insight.brief", json!({}))], &store::brief())
            .await?;
        self.pair(
            "now.map_of_open",
            &[("work_orders.map_points", open)],
            &store::map(),
        )
        .await?;
        let id = json!({ "id": order });
        let drawer = [
            ("work_orders.get", id.clone()),
            ("work_orders.document", id.clone()),
            ("work_orders.timeline", id),
        ];
        self.pair("one_order", &drawer, &store::drawer(order)).await
    }

    /// A list as it opens: its first page and its count.
    async fn list(&mut self, name: &str, filter: &Value, order: Option<(&'static str, bool)>) -> Outcome<()> {
        let condition = drills::condition(filter)
            .ok_or_else(|| Failure::refused(format!("{name}: no plain SQL for {filter}")))?;
        let sort: Vec<Value> = order
            .iter()
            .map(|(key, desc)| json!({"key": key, "desc": desc}))
            .collect();
        let calls = [
            (
                "work_orders.page",
                json!({"filter": filter, "sort": sort, "limit": 100}),
            ),
            ("work_orders.total", json!({ "filter": filter })),
        ];
        let mut raw = store::page(&condition, &drills::order_by(order), 0);
        raw.extend(store::count(&condition));
        self.pair(name, &calls, &raw).await
    }

    /// Medians of ours (whole operations, with permission, scope and JSON) and of raw SQL, in turn.
    async fn pair(&mut self, name: &str, calls: Calls<'_>, raw: &Raw) -> Outcome<()> {
        if !name.contains(&self.only) {
            return Ok(());
        }
        let (mut ours, mut theirs, mut rows) = (Vec::new(), Vec::new(), 0);
        let begun = Instant::now();
        for turn in 0..=self.runs {
            let start = Instant::now();
            for (operation, input) in calls {
                self.app.call(operation, &input.to_string(), &self.caller).await?;
            }
            let mine = ms(start);
            let start = Instant::now();
            let mut tx = self.app.db().read().await?;
            rows = store::run(&mut tx, raw).await?;
            tx.commit().await?;
            let sql = ms(start);
            // The first turn warms both.
            if turn > 0 {
                ours.push(mine);
                theirs.push(sql);
            }
            if ours.len() >= FEWEST && begun.elapsed() > LONGEST {
                break;
            }
        }
        let (ours, theirs) = (median(ours), median(theirs));
        let round = |v: f64| (v * 1000.0).round() / 1000.0;
        let row = json!({"ours_ms": round(ours), "raw_sql_ms": round(theirs), "ratio": round(ours / theirs), "raw_rows": rows});
        self.measures.insert(name.to_owned(), row);
        Ok(())
    }
}
