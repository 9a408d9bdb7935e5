//! Documents on paper: who may print what, what the file is, and what is left behind.

use crate::world::{On, World, on_both};
use serde_json::{Value, json};

const TICKETS: &str = "工单号,报修时间,截止时间,完工时间,状态,工单类型,优先级,类别,网点,联系人,电话,地址,费用
A-1,2026-11-02 09:00,2026-11-03 09:00,2026-11-02 15:00,已完成,维修,普通,空调,朝阳站,王女士,13812345678,朝阳路1号,120.50
A-2,2026-11-02 10:00,2026-11-03 10:00,,处理中,维修,加急,空调,朝阳站,#read(\"/etc/passwd\"),13812345679,$*朝阳路*$ 2号,80
A-3,2026-11-20 10:00,,,处理中,维修,特急,冰箱,海淀站,龘先生,13812345680,中关村3号,
";

/// Two outlets and three orders; answers the orders' ids and the outlets'.
async fn network(world: &World) -> (Vec<i64>, Vec<i64>) {
    let upload = world.upload("tickets.csv", TICKETS.as_bytes()).await;
    let seen = world
        .ok(
            "imports.inspect",
            json!({"upload": upload, "kind": "work_orders"}),
        )
        .await;
    let input = json!({"upload": upload, "kind": "work_orders", "mapping": seen["mapping"], "doubles": "skip",
        "errors": "all_or_nothing", "create_missing": true, "dry_run": false});
    let run = world.job("imports.run", input).await;
    assert_eq!(run["result"]["committed"], true, "{run}");
    let sort = json!([{"key": "external_number"}]);
    let orders = world
        .ok("work_orders.page", json!({"limit": 10, "sort": sort}))
        .await;
    let ids = |key: &str| -> Vec<i64> {
        let rows = orders["rows"].as_array().unwrap().iter();
        rows.map(|row| row[key].as_i64().unwrap()).collect()
    };
    (ids("id"), ids("outlet_id"))
}

/// The file that a job made, as its owner reads it.
async fn pdf(world: &World, job: &Value) -> Vec<u8> {
    assert_eq!(job["state"], "succeeded", "{job}");
    let file = job["result"]["file"]["file"].as_str().unwrap();
    let opened = world.app.download(file, &world.admin).await.unwrap();
    let bytes = std::fs::read(&opened.path).unwrap();
    assert!(
        bytes.starts_with(b"%PDF-1.7") && opened.name.ends_with(".pdf"),
        "{}",
        opened.name
    );
    assert_eq!(job["result"]["file"]["bytes"], bytes.len());
    bytes
}

#[test]
fn service_sheets_of_several_orders_are_one_file_with_a_page_each() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let (orders, _) = network(&world).await;
        let one = world.job("work_orders.print", json!({"ids": [orders[1]]})).await;
        assert_eq!(one["result"]["pages"], 1, "{one}");
        let name = one["result"]["file"]["name"].as_str().unwrap();
        assert!(name.starts_with("Service sheet WO-"), "{name}");
        let all = world.job("work_orders.print", json!({"ids": orders})).await;
        assert_eq!(all["result"]["pages"], 3, "{all}");
        assert_eq!(all["result"]["file"]["name"], "Service sheet 2026-11-22.pdf");
        // The clock stands still, so the same sheets are the same file.
        let again = world.job("work_orders.print", json!({"ids": orders})).await;
        assert_eq!(pdf(&world, &all).await, pdf(&world, &again).await);
        let history = outpost_core::db::sql("select count(*) from history where code = 'printed'");
        let mut tx = world.app.db().read().await.unwrap();
        assert_eq!(history.number(&mut tx).await.unwrap(), 3);
    });
}

#[test]
fn a_sheet_is_printed_only_of_what_one_may_see() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let (orders, outlets) = network(&world).await;
        let own = json!({"kind": "outlets", "outlet_ids": [outlets[0]]});
        let outlet = world.person("chaoyang", "outlet", own).await;
        let of = |ids: Value| json!({"ids": ids});
        let foreign = world.refused_to(&outlet, "work_orders.print", of(json!([orders[0], orders[2]])));
        assert_eq!(foreign.await, "not_found");
        let started = world
            .call(&outlet, "work_orders.print", of(json!([orders[0]])))
            .await
            .unwrap();
        let job = world.finished(&started).await;
        assert_eq!(job["result"]["pages"], 1, "{job}");
        let file = job["result"]["file"]["file"].as_str().unwrap();
        assert!(world.app.download(file, &outlet).await.is_ok());
        assert!(
            world.app.download(file, &world.admin).await.is_err(),
            "a file is its owner's alone"
        );
        for (ids, code) in [
            (json!([]), "number_out_of_range"),
            (json!(vec![orders[0]; 201]), "number_out_of_range"),
            (json!([987_654]), "not_found"),
            (json!(["1"]), "bad_input"),
        ] {
            assert_eq!(
                world.refused("work_orders.print", of(ids.clone())).await,
                code,
                "{ids}"
            );
        }
    });
}

#[test]
fn a_list_is_printed_as_it_is_seen() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let (_, outlets) = network(&world).await;
        let columns = json!([
            "number",
            "state",
            "resolution",
            "outlet_name",
            "opened_at",
            "cost",
            "contact_phone"
        ]);
        let filter = json!({"and": [
            {"field": "outlet_id", "op": "in", "value": [outlets[0]]},
            {"field": "opened_at", "op": "during", "value": {"span": "last", "count": 60, "unit": "day"}},
            {"not": {"field": "state", "op": "eq", "value": "cancelled"}},
        ]});
        let asked = json!({"columns": columns, "filter": filter, "title": "朝阳/本月"});
        let job = world.job("work_orders.print_list", asked.clone()).await;
        assert_eq!(job["result"]["pages"], 1, "{job}");
        assert_eq!(
            job["result"]["file"]["name"], "朝阳 本月 2026-11-22.pdf",
            "no name leads out of its folder"
        );
        let again = world.job("work_orders.print_list", asked).await;
        assert_eq!(pdf(&world, &job).await, pdf(&world, &again).await);
        let history = outpost_core::db::sql("select count(*) from history where code = 'printed'");
        let mut tx = world.app.db().read().await.unwrap();
        assert_eq!(history.number(&mut tx).await.unwrap(), 2);
    });
}

#[test]
fn a_list_that_cannot_be_printed_is_refused_before_a_job_begins() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        network(&world).await;
        let warehouse = world.person("store", "warehouse", json!({"kind": "all"})).await;
        let one = json!({"columns": ["number"]});
        let refused = world.refused_to(&warehouse, "work_orders.print_list", one).await;
        assert_eq!(refused, "forbidden", "paper leaves the house as an export does");
        let planner = world.person("planner", "planner", json!({"kind": "all"})).await;
        let people = json!({"columns": ["login"]});
        assert_eq!(
            world.refused_to(&planner, "users.print_list", people).await,
            "forbidden"
        );
        for (input, code) in [
            (json!({"columns": []}), "value_missing"),
            (json!({"columns": ["outlet_id"]}), "value_missing"),
            (json!({"columns": ["nothing"]}), "list_column_unknown"),
            (json!({"columns": vec!["number"; 25]}), "number_out_of_range"),
            (
                json!({"columns": ["number"], "title": "长".repeat(121)}),
                "value_too_long",
            ),
            (
                json!({"columns": ["number"], "filter": {"field": "cost", "op": "contains", "value": "1"}}),
                "filter_invalid",
            ),
            (json!({"columns": ["number"], "format": "csv"}), "bad_input"),
        ] {
            let refused = world.refused("work_orders.print_list", input.clone()).await;
            assert_eq!(refused, code, "{input}");
        }
    });
}

#[test]
fn the_dashboard_is_printed_as_sheets_and_as_slides_and_the_brief_as_one_page() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let (_, outlets) = network(&world).await;
        // October to the end of November, in Shanghai.
        let (from, to) = (1_790_784_000_000_i64, 1_796_054_400_000_i64);
        let asked =
            |format: &str| json!({"from": from, "to": to, "outlet_ids": [outlets[0]], "format": format});
        let paper = world.job("insight.report", asked("pdf")).await;
        assert!(paper["result"]["pages"].as_i64().unwrap() >= 2, "{paper}");
        let again = world.job("insight.report", asked("pdf")).await;
        assert_eq!(pdf(&world, &paper).await, pdf(&world, &again).await);
        let mut one = asked("slides");
        one["figures"] = json!([{"which": "on_time_trend", "width": 1, "height": 1}]);
        let slides = world.job("insight.report", one).await;
        let pages = slides["result"]["pages"].as_i64().unwrap();
        assert!(
            (3..=4).contains(&pages),
            "a title, the figures, one chart: {slides}"
        );
        let mut bare = asked("slides");
        (bare["figures"], bare["kpis"]) = (json!([]), json!(["cost", "opened"]));
        let two = world.job("insight.report", bare.clone()).await;
        assert_eq!(two["result"]["pages"], 2, "a title and two figures: {two}");
        bare["kpis"] = json!([]);
        let none = world.job("insight.report", bare).await;
        assert_eq!(
            none["result"]["pages"], 1,
            "what was hidden is not printed: {none}"
        );
        let brief = world.job("insight.brief_pdf", json!({})).await;
        assert_eq!(brief["result"]["pages"], 1, "{brief}");
        assert_eq!(brief["result"]["file"]["name"], "Morning brief 2026-11-22.pdf");
        let mut many = asked("pdf");
        many["figures"] = json!(vec![json!({"which": "flow", "width": 1, "height": 1}); 13]);
        assert_eq!(world.refused("insight.report", many).await, "number_out_of_range");
        assert_eq!(world.refused("insight.report", asked("docx")).await, "bad_input");
        let backwards = json!({"from": to, "to": from, "format": "pdf"});
        assert_eq!(world.refused("insight.report", backwards).await, "value_invalid");
    });
}
