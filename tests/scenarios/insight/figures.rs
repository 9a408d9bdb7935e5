//! Every key figure against plain SQL over the orders, and its drill against the list.

use super::{DAY, at, filled, kpi, listed, number, outlet};
use crate::world::{NOW, On, World, on_both};
use outpost_core::db::sql;
use serde_json::{Value, json};

/// Recomputes the figures of one question by plain SQL over the orders and compares.
async fn compare(world: &World, input: &Value, outlets: &str) {
    let overview = world.ok("insight.overview", input.clone()).await;
    let span = |at: &str| format!("{at} >= {} and {at} < {}", input["from"], input["to"]);
    let ended = span("coalesce(completed_at, closed_at)");
    let count = async |condition: &str| {
        let text = format!("select count(*) from work_orders where {outlets} and {condition}");
        number(world, &text).await
    };
    let value = |key: &str| kpi(&overview, key)["value"].as_i64();
    let open = "state in ('open', 'in_progress')";
    let overdue = format!("{open} and due_at < {}", NOW.0);
    assert_eq!(value("opened"), Some(count(&span("opened_at")).await), "{input}");
    let completed = format!("{ended} and state <> 'cancelled'");
    assert_eq!(value("completed"), Some(count(&completed).await), "{input}");
    assert_eq!(value("open"), Some(count(open).await), "{input}");
    assert_eq!(value("overdue"), Some(count(&overdue).await), "{input}");
    on_time(world, &overview, outlets, &span, input).await;
    handling(world, &overview, &format!("{outlets} and {ended}"), input).await;
    // Each figure opens exactly the orders that it counts.
    for kpi in overview["kpis"].as_array().unwrap() {
        let count = listed(world, &world.admin, &kpi["drill"]).await;
        assert_eq!(json!(count), kpi["denominator"], "{input} {kpi}");
        for part in kpi["parts"].as_array().unwrap() {
            let count = listed(world, &world.admin, &part["drill"]).await;
            assert_eq!(json!(count), part["count"], "{input} {part}");
        }
    }
}

/// A target that is there and an end that is there give a verdict, unless the order was cancelled.
pub(super) async fn on_time(
    world: &World,
    overview: &Value,
    outlets: &str,
    span: &dyn Fn(&str) -> String,
    input: &Value,
) {
    let cases = [
        (
            "resolution_on_time",
            "coalesce(completed_at, closed_at)",
            "due_at",
        ),
        (
            "response_on_time",
            "coalesce(responded_at, arrived_at)",
            "response_due_at",
        ),
    ];
    for (key, done, due) in cases {
        let happened = format!("{outlets} and {} and state <> 'cancelled'", span(done));
        let count = async |more: String| {
            number(
                world,
                &format!("select count(*) from work_orders where {happened} and {more}"),
            )
            .await
        };
        let met = count(format!("{done} <= {due}")).await;
        let all = count(format!("{due} is not null")).await;
        let told = kpi(overview, key);
        assert_eq!(
            (&told["numerator"], &told["denominator"]),
            (&json!(met), &json!(all)),
            "{input} {key}"
        );
        let share = (all > 0).then(|| ((met as f64 / all as f64) * 10_000.0).round() as i64);
        assert_eq!(told["value"].as_i64(), share, "{input} {key}");
        assert_eq!(told["parts"][1]["count"], json!(all - met), "{input} {key}");
        if key == "resolution_on_time" {
            let without = count(format!("{due} is null")).await;
            assert_eq!(told["parts"][2]["count"], json!(without), "{input}");
        }
    }
}

/// Mean and percentiles of the handling times against the times themselves.
pub(super) async fn handling(world: &World, overview: &Value, condition: &str, input: &Value) {
    let mut tx = world.app.db().read().await.unwrap();
    let text = format!(
        "select coalesce(completed_at, closed_at) - opened_at from work_orders where {condition} and state <> 'cancelled'
         and coalesce(completed_at, closed_at) >= opened_at order by 1"
    );
    let times: Vec<(i64,)> = sql(text).all(&mut tx).await.unwrap();
    let mean = kpi(overview, "handling_mean");
    let percentiles = [
        (50, kpi(overview, "handling_median")),
        (90, kpi(overview, "handling_p90")),
    ];
    assert_eq!(mean["denominator"], json!(times.len()), "{input}");
    if times.is_empty() {
        assert_eq!(mean.get("value"), None);
        assert!(percentiles.iter().all(|(_, told)| told.get("value").is_none()));
        return;
    }
    let sum: i64 = times.iter().map(|(ms,)| ms).sum();
    assert_eq!(
        mean["value"],
        json!((sum as f64 / times.len() as f64).round() as i64),
        "{input}"
    );
    for (percent, told) in percentiles {
        let exact = times[(times.len() * percent).div_ceil(100) - 1].0 as f64;
        let bound = told["error_bound"].as_f64().unwrap() / 10_000.0;
        let value = told["value"].as_f64().unwrap();
        assert!(
            (value - exact).abs() <= exact * bound + 30_000.0,
            "{input}: {value} against {exact}, percent {percent}"
        );
    }
}

#[test]
fn every_figure_equals_plain_sql_and_lists_its_orders() {
    on_both(async |on: On| {
        let world = filled(on).await;
        let (chaoyang, haidian) = (outlet(&world, "朝阳站").await, outlet(&world, "海淀站").await);
        let periods = [
            (at(2026, 10, 1), at(2026, 11, 1)),
            (at(2026, 8, 24), at(2026, 11, 23)),
            (at(2026, 11, 3), at(2026, 11, 4)),
            (at(2026, 1, 1), at(2027, 1, 1)),
            (at(2020, 1, 1), at(2020, 6, 1)),
        ];
        for (from, to) in periods {
            compare(&world, &json!({"from": from, "to": to}), "1 = 1").await;
            let one = json!({"from": from, "to": to, "outlet_ids": [chaoyang]});
            compare(&world, &one, &format!("outlet_id = {chaoyang}")).await;
            let region = json!({"from": from, "to": to, "region_ids": [1]});
            compare(&world, &region, &format!("outlet_id in ({chaoyang}, {haidian})")).await;
            let both = json!({"from": from, "to": to, "region_ids": [2], "outlet_ids": [chaoyang, haidian]});
            compare(&world, &both, &format!("outlet_id = {haidian}")).await;
            let neither = json!({"from": from, "to": to, "region_ids": [3], "outlet_ids": [chaoyang]});
            compare(&world, &neither, "1 = 0").await;
        }
    });
}

#[test]
fn the_period_before_is_the_like_of_this_one() {
    on_both(async |on: On| {
        let world = filled(on).await;
        let october = world
            .ok(
                "insight.overview",
                json!({"from": at(2026, 10, 1), "to": at(2026, 11, 1)}),
            )
            .await;
        let september = world
            .ok(
                "insight.overview",
                json!({"from": at(2026, 9, 1), "to": at(2026, 10, 1)}),
            )
            .await;
        assert_eq!(
            (&october["previous_from"], &october["previous_to"]),
            (&september["from"], &september["to"])
        );
        for key in [
            "resolution_on_time",
            "response_on_time",
            "handling_mean",
            "handling_p90",
            "opened",
            "completed",
        ] {
            assert_eq!(
                kpi(&october, key)["previous"],
                kpi(&september, key)["value"],
                "{key}"
            );
        }
        assert!(
            kpi(&october, "open").get("previous").is_none(),
            "what is counted now has no before"
        );
        let first = number(&world, "select min(opened_at) from work_orders").await;
        let (begin, end) = (
            october["first"].as_i64().unwrap(),
            october["last"].as_i64().unwrap(),
        );
        assert!(
            begin <= first && first < begin + 31 * DAY && end > NOW.0 - 31 * DAY,
            "{begin} {end}"
        );
    });
}

#[test]
fn questions_that_cannot_be_are_refused() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let (from, to) = (at(2026, 10, 1), at(2026, 11, 1));
        let cases = [
            (
                "ends before it begins",
                "insight.overview",
                json!({"from": to, "to": from}),
                "value_invalid",
            ),
            (
                "one instant",
                "insight.overview",
                json!({"from": from, "to": from}),
                "value_invalid",
            ),
            (
                "beyond the calendar",
                "insight.overview",
                json!({"from": i64::MIN, "to": to}),
                "value_invalid",
            ),
            (
                "two centuries",
                "insight.overview",
                json!({"from": at(1800, 1, 1), "to": to}),
                "number_out_of_range",
            ),
            (
                "the sum over all, as an outlet",
                "insight.overview",
                json!({"from": from, "to": to, "outlet_ids": [0]}),
                "value_invalid",
            ),
            (
                "a field that is none",
                "insight.overview",
                json!({"from": from, "to": to, "color": 1}),
                "bad_input",
            ),
            (
                "no size",
                "insight.pareto",
                json!({"from": from, "to": to}),
                "bad_input",
            ),
            (
                "too small",
                "insight.pareto",
                json!({"from": from, "to": to, "width": 10, "height": 280}),
                "number_out_of_range",
            ),
            (
                "too large",
                "insight.on_time_trend",
                json!({"from": from, "to": to, "width": 900, "height": 90_000}),
                "number_out_of_range",
            ),
            (
                "a grain that is none",
                "insight.on_time_trend",
                json!({"from": from, "to": to, "width": 900, "height": 280, "grain": "hour"}),
                "bad_input",
            ),
            (
                "a share above all",
                "insight.save_targets",
                json!({"targets": [{"key": "resolution_on_time", "value": 10_001}]}),
                "number_out_of_range",
            ),
            (
                "a figure without target",
                "insight.save_targets",
                json!({"targets": [{"key": "opened", "value": 5}]}),
                "value_invalid",
            ),
        ];
        for (name, operation, input, code) in cases {
            assert_eq!(world.refused(operation, input).await, code, "{name}");
        }
        let empty = world
            .ok("insight.overview", json!({"from": from, "to": to}))
            .await;
        assert_eq!(kpi(&empty, "resolution_on_time")["missing"], "no_orders");
        assert!(empty.get("first").is_none());
    });
}

#[test]
fn targets_are_settings_and_change_the_standing() {
    on_both(async |on: On| {
        let world = filled(on).await;
        let year = json!({"from": at(2026, 1, 1), "to": at(2027, 1, 1)});
        let before = world.ok("insight.overview", year.clone()).await;
        let on_time = kpi(&before, "resolution_on_time");
        assert_eq!(
            (&on_time["target"], &on_time["standing"]),
            (&json!(9500), &json!("missed"))
        );
        assert!(kpi(&before, "overdue").get("target").is_none());
        let wanted = json!({"targets": [{"key": "resolution_on_time", "value": on_time["value"].as_i64().unwrap() - 1},
            {"key": "overdue", "value": 0}, {"key": "response_on_time", "value": null}]});
        world.ok("insight.save_targets", wanted).await;
        let after = world.ok("insight.overview", year.clone()).await;
        assert_eq!(kpi(&after, "resolution_on_time")["standing"], "met");
        assert_eq!(kpi(&after, "overdue")["standing"], "missed");
        assert!(kpi(&after, "response_on_time").get("target").is_none());
        let reader = world.person("sun", "auditor", json!({"kind": "all"})).await;
        let again = json!({"targets": [{"key": "overdue", "value": 1}]});
        assert_eq!(
            world.refused_to(&reader, "insight.save_targets", again).await,
            "forbidden"
        );
    });
}
