//! The dashboard against plain SQL that was written apart from it: every figure, under every kind of filter, over orders
//! with every field in play that were changed after they came in.

use super::{Dice, at, filled, kpi, listed, number, outlet};
use crate::world::{NOW, On, World, on_both};
use outpost_core::db::sql;
use outpost_core::work_orders::{Accumulator, Facts, FactsRow, facts_of, post};
use serde_json::{Value, json};

async fn facts(tx: &mut outpost_core::db::Tx, id: i64) -> Facts {
    let text = format!("select {} from work_orders w where w.id = $1", facts_of("w"));
    let row: FactsRow = sql(text).bind(id).one(tx).await.unwrap();
    Facts::of(&row)
}

/// Changes every order at random, as live work will: kind, priority, outcome, cause, first visit, score; and posts what
/// that makes of the sums.
pub(super) async fn stir(world: &World, seed: u64) {
    let mut dice = Dice(seed);
    let mut tx = world.app.db().write().await.unwrap();
    let causes = number_in(
        &mut tx,
        "select count(*) from dictionary_entries where dictionary = 'cause'",
    )
    .await;
    if causes == 0 {
        for (code, name) in [("c1", "漏水"), ("c2", "不制冷"), ("c3", "噪音")] {
            let text = "insert into dictionary_entries (dictionary, code, name, name_en, created_at)
                values ('cause', $1, $2, $1, 0)";
            let query = sql(text).bind(code.to_owned()).bind(name.to_owned());
            query.run(&mut tx).await.unwrap();
        }
    }
    let cause = number_in(
        &mut tx,
        "select min(id) from dictionary_entries where dictionary = 'cause'",
    )
    .await;
    let ids: Vec<(i64,)> = sql("select id from work_orders order by id")
        .all(&mut tx)
        .await
        .unwrap();
    let mut change = Accumulator::default();
    for (id,) in ids {
        change.add(&facts(&mut tx, id).await, -1);
        let pick =
            |dice: &mut Dice, words: &[&str]| words[dice.below(words.len() as i64) as usize].to_owned();
        let kind = pick(
            &mut dice,
            &["repair", "repair", "installation", "complaint", "maintenance"],
        );
        let priority = pick(&mut dice, &["normal", "normal", "urgent", "critical"]);
        let outcome = pick(&mut dice, &["", "", "solved", "needs_parts", "solved_remotely"]);
        let text = "update work_orders set kind = $1, priority = $2, outcome = $3, cause_id = $4, first_visit_fixed = $5,
            satisfaction = $6, outlet_id = case when $7 = 0 then null else outlet_id end where id = $8";
        let maybe = |dice: &mut Dice, of: i64| Some(dice.below(of)).filter(|n| *n > 0);
        let query = sql(text)
            .bind(kind)
            .bind(priority)
            .bind(Some(outcome).filter(|o| !o.is_empty()))
            .bind(maybe(&mut dice, 4).map(|n| cause + n - 1))
            .bind(maybe(&mut dice, 3).map(|n| n - 1))
            .bind(maybe(&mut dice, 3).map(|_| 60 + dice.below(41)))
            .bind(dice.below(40))
            .bind(id);
        query.run(&mut tx).await.unwrap();
        change.add(&facts(&mut tx, id).await, 1);
    }
    post(&mut tx, &change).await.unwrap();
    tx.commit().await.unwrap();
}

async fn number_in(tx: &mut outpost_core::db::Tx, text: &str) -> i64 {
    sql(text.to_owned()).number(tx).await.unwrap()
}

/// Figures by plain SQL: (key, value, numerator, denominator); a value of none is missing.
async fn plain(world: &World, input: &Value, filter: &str) -> Vec<(&'static str, Option<i64>, i64)> {
    let span = |what: &str| format!("{what} >= {} and {what} < {}", input["from"], input["to"]);
    let (ended, first) = (
        "coalesce(completed_at, closed_at)",
        "coalesce(responded_at, arrived_at)",
    );
    let opened_in = format!("{filter} and {}", span("opened_at"));
    let ended_in = format!("{filter} and {} and state <> 'cancelled'", span(ended));
    let first_in = format!("{filter} and {} and state <> 'cancelled'", span(first));
    let one = async |what: &str, condition: &str| {
        let text = format!("select cast({what} as bigint) from work_orders where {condition}");
        number(world, &text).await
    };
    let share =
        |part: i64, whole: i64| (whole > 0).then(|| (part as f64 / whole as f64 * 10_000.0).round() as i64);
    let mean = |sum: i64, n: i64| (n > 0).then(|| (sum as f64 / n as f64).round() as i64);
    let promised = format!("{opened_in} and state <> 'cancelled'");
    let solved = format!(
        "{promised} and state in ('completed', 'closed') and coalesce(outcome, 'solved') in ('solved', 'solved_remotely')"
    );
    let (kept, solved) = (one("count(*)", &promised).await, one("count(*)", &solved).await);
    let (judged, fixed) = (
        one("count(first_visit_fixed)", &ended_in).await,
        one("sum(first_visit_fixed)", &ended_in).await,
    );
    let (scored, score) = (
        one("count(satisfaction)", &ended_in).await,
        one("sum(satisfaction)", &ended_in).await,
    );
    let day = 86_400_000;
    let complaints = format!("{promised} and kind = 'complaint'");
    let in_time = format!("{complaints} and {first} >= opened_at and {first} - opened_at <= {day}");
    let waiting = format!(
        "{complaints} and state in ('open', 'in_progress') and {first} is null and opened_at > {}",
        NOW.0 - day
    );
    let over = one("count(*)", &complaints).await - one("count(*)", &waiting).await;
    let in_time = one("count(*)", &in_time).await;
    let timed = format!("{first_in} and {first} >= opened_at");
    let (responded, took) = (
        one("count(*)", &timed).await,
        one(&format!("sum({first} - opened_at)"), &timed).await,
    );
    let (costed, cost) = (
        one("count(cost)", &opened_in).await,
        one("sum(cost)", &opened_in).await,
    );
    let (opened, completed) = (
        one("count(*)", &opened_in).await,
        one("count(*)", &ended_in).await,
    );
    let open = format!("{filter} and state in ('open', 'in_progress')");
    let (open, overdue) = (
        one("count(*)", &open).await,
        one("count(*)", &format!("{open} and due_at < {}", NOW.0)).await,
    );
    vec![
        ("resolution_rate", share(solved, kept), kept),
        ("first_visit_fix", share(fixed, judged), judged),
        ("satisfaction", mean(score * 100, scored), scored),
        ("complaints_in_24h", share(in_time, over), over),
        ("response_mean", mean(took, responded), responded),
        ("cost", (costed > 0).then_some(cost), costed),
        ("opened", Some(opened), opened),
        ("completed", Some(completed), completed),
        ("open", Some(open), open),
        ("overdue", Some(overdue), overdue),
    ]
}

/// The middle one of the open orders, by its own times.
async fn median_age(world: &World, filter: &str) -> Option<i64> {
    let mut tx = world.app.db().read().await.unwrap();
    let text = format!("select opened_at from work_orders where {filter} and is_open = 1 order by opened_at");
    let opened: Vec<(i64,)> = sql(text).all(&mut tx).await.unwrap();
    let zone = outpost_core::kernel::Zone::parse("Asia/Shanghai").unwrap();
    let middle = opened.get((opened.len() + 1).checked_div(2)?.checked_sub(1)?)?;
    let age = zone.day(NOW).0 - zone.day(outpost_core::kernel::Ms(middle.0)).0;
    Some(age * 86_400_000)
}

async fn compare(world: &World, input: &Value, filter: &str) {
    let overview = world.ok("insight.overview", input.clone()).await;
    for (key, value, denominator) in plain(world, input, filter).await {
        let told = kpi(&overview, key);
        assert_eq!(told["value"].as_i64(), value, "{input} {key} {told}");
        assert_eq!(told["denominator"], json!(denominator), "{input} {key}");
    }
    let span = |what: &str| format!("{what} >= {} and {what} < {}", input["from"], input["to"]);
    super::figures::on_time(world, &overview, filter, &span, input).await;
    let ended = format!("{filter} and {}", span("coalesce(completed_at, closed_at)"));
    super::figures::handling(world, &overview, &ended, input).await;
    let age = kpi(&overview, "backlog_age");
    assert_eq!(age["value"].as_i64(), median_age(world, filter).await, "{input}");
    for told in overview["kpis"].as_array().unwrap() {
        assert_eq!(
            json!(listed(world, &world.admin, &told["drill"]).await),
            told["denominator"],
            "{input} {told}"
        );
        for part in told["parts"].as_array().unwrap() {
            let count = listed(world, &world.admin, &part["drill"]).await;
            assert_eq!(json!(count), part["count"], "{input} {} {part}", told["key"]);
        }
    }
    // The backlog's line ends where the backlog is now.
    let spark = kpi(&overview, "open")["spark"].as_array().unwrap().clone();
    let last = spark.iter().rev().find(|point| !point.is_null());
    if input["to"].as_i64().unwrap() > NOW.0 && input["from"].as_i64().unwrap() < NOW.0 {
        assert_eq!(last, Some(&kpi(&overview, "open")["value"]), "{input} {spark:?}");
    }
}

async fn category(world: &World, name: &str) -> i64 {
    number(world, &format!("select id from categories where name = '{name}'")).await
}

/// Filters as the page asks them, each with what it means in SQL: alone, two and three at once, all, and none left.
async fn filters(world: &World) -> Vec<(Value, String)> {
    let (chaoyang, haidian) = (outlet(world, "朝阳站").await, outlet(world, "海淀站").await);
    let (aircon, fridge) = (category(world, "空调").await, category(world, "冰箱").await);
    let some = |column: &str, ids: &[i64]| {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        format!("{column} in ({})", ids.join(", "))
    };
    let (at_one, north) = (
        some("outlet_id", &[chaoyang]),
        some("outlet_id", &[chaoyang, haidian]),
    );
    let (one, two) = (
        some("category_id", &[aircon]),
        some("category_id", &[aircon, fridge]),
    );
    let (repair, complaint) = ("kind = 'repair'", "kind in ('complaint', 'repair')");
    let (urgent, high) = ("priority = 'urgent'", "priority in ('urgent', 'critical')");
    vec![
        (json!({}), "1 = 1".to_owned()),
        (json!({"outlet_ids": [chaoyang]}), at_one.clone()),
        (json!({"region_ids": [1]}), north.clone()),
        (json!({"category_ids": [aircon, fridge]}), two.clone()),
        (json!({"kinds": ["repair"]}), repair.to_owned()),
        (json!({"priorities": ["urgent", "critical"]}), high.to_owned()),
        (
            json!({"kinds": ["repair", "complaint"], "priorities": ["urgent"]}),
            format!("{complaint} and {urgent}"),
        ),
        (
            json!({"outlet_ids": [chaoyang], "category_ids": [aircon]}),
            format!("{at_one} and {one}"),
        ),
        (
            json!({"region_ids": [1], "kinds": ["repair"]}),
            format!("{north} and {repair}"),
        ),
        (
            json!({"outlet_ids": [chaoyang], "priorities": ["urgent"]}),
            format!("{at_one} and {urgent}"),
        ),
        (
            json!({"category_ids": [aircon], "priorities": ["urgent", "critical"]}),
            format!("{one} and {high}"),
        ),
        (
            json!({"region_ids": [1], "category_ids": [aircon, fridge], "kinds": ["repair"]}),
            format!("{north} and {two} and {repair}"),
        ),
        (
            json!({"region_ids": [1], "category_ids": [aircon, fridge], "kinds": ["repair", "complaint"],
            "priorities": ["urgent", "critical"]}),
            format!("{north} and {two} and {complaint} and {high}"),
        ),
        (
            json!({"region_ids": [3], "outlet_ids": [chaoyang]}),
            "1 = 0".to_owned(),
        ),
    ]
}

#[test]
fn figures_equal_plain_sql_under_every_filter() {
    on_both(async |on: On| {
        let world = filled(on).await;
        stir(&world, 11).await;
        let filters = filters(&world).await;
        let periods = [
            (at(2026, 10, 1), at(2026, 11, 1)),
            (at(2026, 8, 24), at(2026, 11, 23)),
            (at(2027, 2, 1), at(2027, 3, 1)),
        ];
        for (from, to) in periods {
            for (filter, condition) in &filters {
                let mut input = filter.clone();
                input["from"] = json!(from);
                input["to"] = json!(to);
                compare(&world, &input, condition).await;
            }
        }
    });
}

#[test]
fn sums_after_random_changes_are_those_made_anew() {
    on_both(async |on: On| {
        let world = filled(on).await;
        for seed in [3, 5] {
            stir(&world, seed).await;
            let mut tx = world.app.db().read().await.unwrap();
            let (orders, wrong) = outpost_core::work_orders::verify(&mut tx).await.unwrap();
            assert_eq!((orders, wrong), (700, vec![]), "with open deltas");
            drop(tx);
            outpost_core::work_orders::fold(world.app.db()).await.unwrap();
            let mut tx = world.app.db().read().await.unwrap();
            let (_, wrong) = outpost_core::work_orders::verify(&mut tx).await.unwrap();
            assert_eq!(wrong, vec![], "after folding");
            let left = sql("select count(*) from work_order_sum_deltas")
                .number(&mut tx)
                .await
                .unwrap();
            assert_eq!(left, 0);
        }
    });
}

#[test]
fn a_regional_manager_with_filters_sees_what_the_filters_say() {
    on_both(async |on: On| {
        let world = filled(on).await;
        stir(&world, 23).await;
        let inside = [outlet(&world, "朝阳站").await, outlet(&world, "海淀站").await];
        let aircon = category(&world, "空调").await;
        let north = world
            .person("north", "manager", json!({"kind": "regions", "region_ids": [1]}))
            .await;
        for more in [
            json!({}),
            json!({"kinds": ["repair"]}),
            json!({"category_ids": [aircon]}),
            json!({"category_ids": [aircon], "kinds": ["repair", "complaint"]}),
        ] {
            let mut theirs = more.clone();
            (theirs["from"], theirs["to"]) = (json!(at(2026, 9, 10)), json!(at(2026, 11, 23)));
            let mut expected = theirs.clone();
            expected["outlet_ids"] = json!(inside);
            let seen = world
                .call(&north, "insight.overview", theirs.clone())
                .await
                .unwrap();
            let expected = world.ok("insight.overview", expected).await;
            for (mine, other) in seen["kpis"]
                .as_array()
                .unwrap()
                .iter()
                .zip(expected["kpis"].as_array().unwrap())
            {
                for field in ["key", "value", "numerator", "denominator", "previous", "spark"] {
                    assert_eq!(mine[field], other[field], "{theirs} {}", mine["key"]);
                }
                let count = listed(&world, &north, &mine["drill"]).await;
                assert_eq!(json!(count), mine["denominator"], "{theirs} {}", mine["key"]);
            }
            let board = json!({"category_ids": more.get("category_ids"), "kinds": more.get("kinds")});
            let board: serde_json::Map<String, Value> = board
                .as_object()
                .unwrap()
                .clone()
                .into_iter()
                .filter(|(_, v)| !v.is_null())
                .collect();
            let monitor = world
                .call(&north, "insight.monitor", Value::Object(board))
                .await
                .unwrap();
            assert_eq!(monitor["open"], kpi(&seen, "open")["value"], "{theirs}");
        }
    });
}
