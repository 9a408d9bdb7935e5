//! Measuring one filled workspace in a process of its own.

use super::fill::END;
use super::{median, memory_mib, ms, store};
use crate::failure::Outcome;
use crate::output::Output;
use outpost_core::kernel::{Clock, Ms};
use outpost_core::{App, Caller, OpenConfig, Place};
use serde_json::{Map, Value, json};
use std::path::Path;
use std::time::Instant;

struct Probe {
    app: App,
    caller: Caller,
    runs: u32,
    measures: Map<String, Value>,
}

/// Measures and prints.
pub(super) async fn run(folder: &Path, runs: u32, output: &Output) -> Outcome<()> {
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
        measures: Map::new(),
    };
    probe.measure().await?;
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

impl Probe {
    async fn measure(&mut self) -> Outcome<()> {
        let mut tx = self.app.db().read().await?;
        let outlet = store::busiest(&mut tx).await?;
        tx.commit().await?;
        let both = json!({"and": [{"field": "outlet_id", "op": "eq", "value": outlet}, {"field": "state", "op": "eq", "value": "closed"}]});
        let page = json!({"filter": both, "limit": 100});
        self.pair("grid_page", &[("work_orders.page", page)], async |tx| {
            store::page(tx, outlet).await
        })
        .await?;
        let total = json!({"filter": both});
        self.pair("exact_count", &[("work_orders.total", total)], async |tx| {
            store::count(tx, outlet).await
        })
        .await?;
        self.pair("count_all", &[("work_orders.total", json!({}))], async |tx| {
            store::count_all(tx).await
        })
        .await?;
        let all = self.app.call("work_orders.total", "{}", &self.caller).await?;
        let middle = serde_json::from_str::<Value>(all.get())?["count"]
            .as_i64()
            .unwrap_or(0)
            / 2;
        let jump = json!({"offset": middle, "limit": 100});
        self.pair("jump_to_the_middle", &[("work_orders.page", jump)], async |tx| {
            store::middle(tx, middle).await
        })
        .await?;
        let period = json!({"from": END - 90 * 86_400_000_i64, "to": END});
        let figure = |more: &Value| {
            let mut input = period.clone();
            if let (Some(input), Some(more)) = (input.as_object_mut(), more.as_object()) {
                input.extend(more.clone());
            }
            input
        };
        let sized = json!({"width": 800, "height": 320});
        let dashboard = [
            ("insight.overview", figure(&json!({}))),
            ("insight.on_time_trend", figure(&sized)),
            ("insight.pareto", figure(&sized)),
        ];
        self.pair("dashboard", &dashboard, async |tx| store::dashboard(tx).await)
            .await?;
        self.figures(&figure, outlet).await
    }

    /// The page in one answer, each chart alone, the monitor, the brief, and what combined filters cost.
    async fn figures(&mut self, figure: &impl Fn(&Value) -> Value, outlet: i64) -> Outcome<()> {
        let sized = |which: &str| json!({"which": which, "width": 800, "height": 320});
        let six = [
            "on_time_trend",
            "flow",
            "backlog_ageing",
            "outlet_ranking",
            "pareto",
            "weekday_hour",
        ];
        let charts: Vec<Value> = six.into_iter().map(sized).collect();
        let page = figure(&json!({ "figures": charts }));
        let first = [("insight.dashboard", figure(&json!({})))];
        self.pair("first_row", &first, async |tx| store::dashboard(tx).await)
            .await?;
        let all = [("insight.dashboard", page)];
        self.pair("page_of_six_charts", &all, async |tx| store::dashboard(tx).await)
            .await?;
        let chart = figure(&json!({"width": 800, "height": 320}));
        for (name, operation) in [
            ("flow", "insight.flow"),
            ("backlog_ageing", "insight.backlog_ageing"),
            ("outlet_ranking", "insight.outlet_ranking"),
            ("weekday_hour", "insight.weekday_hour"),
        ] {
            self.pair(name, &[(operation, chart.clone())], async |tx| {
                store::chart(tx, name).await
            })
            .await?;
        }
        let now = [("insight.monitor", json!({}))];
        self.pair("monitor", &now, async |tx| store::chart(tx, "monitor").await)
            .await?;
        let brief = [("insight.brief", json!({}))];
        self.pair("brief", &brief, async |tx| store::dashboard(tx).await)
            .await?;
        for (name, filter) in [
            ("filter_priority", json!({"priorities": ["urgent"]})),
            (
                "filter_outlet_priority",
                json!({"outlet_ids": [outlet], "priorities": ["urgent"]}),
            ),
            (
                "filter_three",
                json!({"outlet_ids": [outlet], "category_ids": [1, 2], "priorities": ["urgent"]}),
            ),
        ] {
            let ask = [("insight.overview", figure(&filter))];
            self.pair(name, &ask, async |tx| store::filtered(tx).await)
                .await?;
        }
        Ok(())
    }

    /// Medians of ours (whole operations, with permission, scope and JSON) and of raw SQL, in turn.
    async fn pair(
        &mut self,
        name: &str,
        calls: &[(&str, Value)],
        raw: impl AsyncFn(&mut outpost_core::db::Tx) -> outpost_core::Result<usize>,
    ) -> Outcome<()> {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for turn in 0..=self.runs {
            let start = Instant::now();
            for (operation, input) in calls {
                self.app.call(operation, &input.to_string(), &self.caller).await?;
            }
            let mine = ms(start);
            let start = Instant::now();
            let mut tx = self.app.db().read().await?;
            raw(&mut tx).await?;
            tx.commit().await?;
            let sql = ms(start);
            // The first turn warms both.
            if turn > 0 {
                ours.push(mine);
                theirs.push(sql);
            }
        }
        let (ours, theirs) = (median(ours), median(theirs));
        let round = |v: f64| (v * 1000.0).round() / 1000.0;
        let row = json!({"ours_ms": round(ours), "raw_sql_ms": round(theirs), "ratio": round(ours / theirs)});
        self.measures.insert(name.to_owned(), row);
        Ok(())
    }
}
