//! Importing work orders: preview, dry run, all or nothing, doubles, undo, wrong files, and a year of real tickets.

use crate::world::{On, World, on_both};
use serde_json::{Value, json};

const HEAD: &str = "工单号,报修时间,截止时间,完工时间,状态,工单类型,优先级,类别,网点,联系人,电话,地址,费用\n";

pub fn rows(lines: &[&str]) -> Vec<u8> {
    let mut text = HEAD.to_owned();
    lines.iter().for_each(|line| {
        text.push_str(line);
        text.push('\n');
    });
    text.into_bytes()
}

pub fn good() -> Vec<u8> {
    rows(&[
        "A-1,2026-11-02 09:00,2026-11-03 09:00,2026-11-02 15:00,已完成,维修,普通,空调,朝阳站,王女士,13812345678,朝阳路1号,120.50",
        "A-2,2026-11-02 10:00,2026-11-03 10:00,2026-11-04 10:00,已完成,维修,加急,空调,朝阳站,李先生,13812345679,朝阳路2号,80",
        "A-3,2026-11-20 10:00,2026-11-21 10:00,,处理中,维修,特急,冰箱,海淀站,赵先生,13812345680,中关村3号,",
        "A-4,2026-11-05 10:00,,2026-11-05 09:00,已完成,安装,普通,冰箱,海淀站,钱先生,13812345681,中关村4号,10.00",
    ])
}

pub async fn run(world: &World, name: &str, bytes: &[u8], extra: Value) -> Value {
    let upload = world.upload(name, bytes).await;
    let seen = world
        .ok(
            "imports.inspect",
            json!({"upload": upload, "kind": "work_orders"}),
        )
        .await;
    let mut input = json!({"upload": upload, "kind": "work_orders", "mapping": seen["mapping"], "doubles": "skip",
        "errors": "all_or_nothing", "create_missing": true, "dry_run": false});
    input
        .as_object_mut()
        .unwrap()
        .extend(extra.as_object().unwrap().clone());
    world.job("imports.run", input).await
}

pub async fn count(world: &World, filter: Value) -> i64 {
    world.ok("work_orders.total", json!({"filter": filter})).await["count"]
        .as_i64()
        .unwrap()
}

pub async fn clean(world: &World) {
    let mut tx = world.app.db().read().await.unwrap();
    let (_, wrong) = outpost_core::work_orders::verify(&mut tx).await.unwrap();
    assert_eq!(wrong, vec![], "derived sums equal the orders");
}

/// The second row of the file, as its list and its drawer show it.
async fn the_order_tells_itself(world: &World) {
    let page = world
        .ok(
            "work_orders.page",
            json!({"limit": 10, "filter": {"field": "external_number", "op": "eq", "value": "A-2"}}),
        )
        .await;
    let row = &page["rows"][0];
    assert_eq!(
        (
            &row["outlet_name"],
            &row["category"],
            &row["priority"],
            &row["cost"]
        ),
        (&json!("朝阳站"), &json!("空调"), &json!("urgent"), &json!(8000))
    );
    let order = world.ok("work_orders.get", json!({"id": row["id"]})).await;
    assert_eq!(order["clocks"][0]["state"], "breached_done", "{order}");
    names_its_row(&order);
    assert_eq!(
        (&order["source"]["file_name"], &order["source"]["line"]),
        (&json!("工单.csv"), &json!(3))
    );
    let timeline = world.ok("work_orders.timeline", json!({"id": row["id"]})).await;
    let codes: Vec<&str> = timeline["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, ["opened", "completed", "imported"]);
}

/// A given due names its file and row.
fn names_its_row(order: &Value) {
    let why = order["clocks"][0]["explanation"]["pieces"].as_array().unwrap();
    let given = why.iter().find(|piece| piece["code"] == "due_fixed").unwrap();
    assert_eq!(given["params"], json!({"file": "工单.csv", "line": 3}), "{given}");
}

#[test]
fn a_file_is_proposed_tried_taken_and_judged() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let dry = run(&world, "工单.csv", &good(), json!({"dry_run": true})).await;
        assert_eq!(dry["state"], "succeeded", "{dry}");
        assert_eq!(
            (&dry["result"]["created"], &dry["result"]["committed"]),
            (&json!(4), &json!(false))
        );
        assert_eq!(count(&world, Value::Null).await, 0, "a dry run writes nothing");
        let view = run(&world, "工单.csv", &good(), json!({})).await;
        let report = &view["result"];
        assert_eq!(
            (&report["read"], &report["created"], &report["rejected"]),
            (&json!(4), &json!(4), &json!(0)),
            "{view}"
        );
        assert_eq!(
            report["flagged"],
            json!([{"code": "closed_before_opened", "count": 1}])
        );
        assert_eq!(
            report["made"],
            json!([{"code": "outlet", "count": 2}, {"code": "category", "count": 2}])
        );
        let met = |value: &str| json!({"field": "resolution", "op": "eq", "value": value});
        assert_eq!(
            (
                count(&world, met("met")).await,
                count(&world, met("breached")).await
            ),
            (1, 1)
        );
        assert_eq!(
            count(
                &world,
                json!({"field": "flag_closed_before_opened", "op": "eq", "value": true})
            )
            .await,
            1
        );
        let total = world.ok("work_orders.total", json!({})).await;
        assert_eq!(
            (&total["count"], &total["sums"]["cost"]),
            (&json!(4), &json!(21_050))
        );
        clean(&world).await;
        the_order_tells_itself(&world).await;
    });
}

#[test]
fn doubles_are_skipped_or_updated_and_a_batch_is_undone_whole() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        run(&world, "a.csv", &good(), json!({})).await;
        let again = run(&world, "a.csv", &good(), json!({})).await;
        assert_eq!(
            (&again["result"]["created"], &again["result"]["skipped"]),
            (&json!(0), &json!(4)),
            "{again}"
        );
        clean(&world).await;
        let changed = rows(&[
            "A-2,2026-11-02 10:00,2026-11-03 10:00,2026-11-03 10:00,已完成,维修,加急,空调,朝阳站,李先生,13812345679,朝阳路2号,99",
            "A-9,2026-11-06 10:00,,,待处理,咨询,普通,空调,丰台站,孙先生,13812345689,丰台路9号,",
        ]);
        let update = run(&world, "b.csv", &changed, json!({"doubles": "update"})).await;
        let report = &update["result"];
        assert_eq!(
            (&report["created"], &report["updated"], &report["skipped"]),
            (&json!(1), &json!(1), &json!(0)),
            "{update}"
        );
        let met = json!({"field": "resolution", "op": "eq", "value": "met"});
        assert_eq!(count(&world, met.clone()).await, 2);
        clean(&world).await;
        let undo = world
            .job("imports.undo", json!({"batch_id": report["batch_id"]}))
            .await;
        assert_eq!(
            undo["result"],
            json!({"removed": 1, "restored": 1, "kept": 0}),
            "{undo}"
        );
        assert_eq!(
            (count(&world, Value::Null).await, count(&world, met).await),
            (4, 1)
        );
        let total = world.ok("work_orders.total", json!({})).await;
        assert_eq!(total["sums"]["cost"], json!(21_050));
        clean(&world).await;
        assert_eq!(
            world
                .refused("imports.undo", json!({"batch_id": report["batch_id"]}))
                .await,
            "import_not_undoable"
        );
    });
}

#[test]
fn bad_rows_stop_everything_or_are_listed_by_choice() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let mut bytes = good();
        bytes.extend(
            "A-5,31/31/2026,,,,,,,,,,,\nA-6,2026-11-05 10:00,,,,,,,,,,,-5\nA-1,2026-11-05 10:00,,,,,,,,,,,\nA-7,2026-11-05 10:00\n"
                .bytes(),
        );
        let stopped = run(&world, "bad.csv", &bytes, json!({})).await;
        let report = &stopped["result"];
        assert_eq!(
            (&report["committed"], &report["rejected"]),
            (&json!(false), &json!(4)),
            "{stopped}"
        );
        assert_eq!(count(&world, Value::Null).await, 0);
        let mut codes: Vec<&str> = report["reasons"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| r["code"].as_str().unwrap())
            .collect();
        codes.sort_unstable();
        assert_eq!(
            codes,
            ["bad_date", "duplicate_in_file", "out_of_range", "ragged_row"]
        );
        let taken = run(&world, "bad.csv", &bytes, json!({"errors": "take_good"})).await;
        let report = &taken["result"];
        assert_eq!(
            (&report["read"], &report["created"], &report["rejected"]),
            (&json!(8), &json!(4), &json!(4)),
            "{taken}"
        );
        let file = world
            .app
            .download(report["rejects"]["file"].as_str().unwrap(), &world.admin)
            .await
            .unwrap();
        let listed = std::fs::read_to_string(file.path).unwrap();
        assert!(
            listed.starts_with('\u{feff}') && listed.contains("bad_date") && listed.contains("31/31/2026"),
            "{listed}"
        );
        clean(&world).await;
    });
}

#[test]
fn unknown_outlets_are_refused_when_none_may_be_made() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let view = run(&world, "a.csv", &good(), json!({"create_missing": false})).await;
        let reason = &view["result"]["reasons"][0];
        assert_eq!(
            (&reason["code"], &reason["count"], &reason["column"]),
            (&json!("unknown_reference"), &json!(4), &json!("网点"))
        );
        assert_eq!(view["result"]["committed"], false);
        let outlets = world.ok("outlets.total", json!({})).await;
        assert_eq!(outlets["count"], 0);
    });
}

#[test]
fn wrong_files_and_mappings_have_their_own_errors_and_write_nothing() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0".to_vec();
        let cases: [(&str, Vec<u8>, &str); 4] = [
            ("a picture", png, "not_a_table"),
            ("nothing", Vec::new(), "empty_file"),
            ("a header alone", HEAD.as_bytes().to_vec(), "no_rows"),
            ("one endless line", vec![b'x'; 3 << 20], "too_large"),
        ];
        for (name, bytes, code) in cases {
            let upload = world.upload("file.csv", &bytes).await;
            let refused = world
                .refused(
                    "imports.inspect",
                    json!({"upload": upload, "kind": "work_orders"}),
                )
                .await;
            assert_eq!(refused, code, "{name}");
        }
        let upload = world.upload("a.csv", &good()).await;
        let field = |column: &str| json!({"fields": {"external_number": {"column": column}, "opened_at": {"column": "报修时间"}}});
        let input = |mapping: Value| json!({"upload": upload, "kind": "work_orders", "mapping": mapping, "doubles": "skip", "errors": "take_good", "create_missing": true, "dry_run": false});
        assert_eq!(
            world.refused("imports.run", input(field("没有这列"))).await,
            "unknown_column"
        );
        assert_eq!(
            world.refused("imports.run", input(json!({"fields": {}}))).await,
            "missing_field"
        );
        assert_eq!(
            world
                .refused("imports.run", input(json!({"fields": {"zzz": {}}})))
                .await,
            "unknown_field"
        );
        assert_eq!(
            world
                .refused(
                    "imports.inspect",
                    json!({"upload": "../../etc/passwd", "kind": "work_orders"})
                )
                .await,
            "not_found"
        );
        assert_eq!(
            world
                .refused("imports.inspect", json!({"upload": upload, "kind": "nothing"}))
                .await,
            "value_invalid"
        );
        let clerk = world.person("li", "warehouse", json!({"kind": "all"})).await;
        let theirs = json!({"upload": upload, "kind": "work_orders"});
        assert_eq!(
            world.refused_to(&clerk, "imports.inspect", theirs).await,
            "forbidden"
        );
        assert_eq!(count(&world, Value::Null).await, 0);
    });
}

/// The folder of real data, where there is one beside the project.
fn data() -> Option<std::path::PathBuf> {
    let folder = std::env::var("OUTPOST_DATA").map_or_else(
        |_| std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        std::path::PathBuf::from,
    );
    folder.is_dir().then_some(folder)
}

pub fn boston_mapping() -> Value {
    let date = |column: &str| json!({"column": column, "date": "mdy"});
    json!({"zone": "America/New_York", "fields": {
        "external_number": {"column": "CASE_ENQUIRY_ID"},
        "opened_at": date("OPEN_DT"), "due_at": date("TARGET_DT"), "closed_at": date("CLOSED_DT"),
        "source_verdict": {"column": "OnTime_Status"},
        "state": {"column": "CASE_STATUS", "values": {"Open": "open", "Closed": "closed"}},
        "description": {"column": "CASE_TITLE"}, "category": {"column": "TYPE"}, "outlet": {"column": "Department"},
        "address": {"column": "Location"}, "latitude": {"column": "LATITUDE"}, "longitude": {"column": "LONGITUDE"},
    }})
}

#[test]
fn a_year_of_boston_tickets_gets_the_citys_own_verdict() {
    let Some(folder) = data() else {
        eprintln!("no real data beside the project: nothing to compare with");
        return;
    };
    let bytes = std::fs::read(folder.join("boston311_2015.csv.gz")).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let world = World::new(On::Sqlite).await;
        let upload = world.upload("boston311_2015.csv.gz", &bytes).await;
        let input = json!({"upload": upload, "kind": "work_orders", "mapping": boston_mapping(), "doubles": "skip",
            "errors": "take_good", "create_missing": true, "dry_run": false});
        let view = world.job("imports.run", input).await;
        let report = &view["result"];
        assert_eq!(report["read"], 121_145, "{view}");
        let (created, rejected) = (report["created"].as_i64().unwrap(), report["rejected"].as_i64().unwrap());
        assert_eq!(created + rejected, 121_145);
        assert_eq!(rejected, 0, "{view}");
        assert_eq!(count(&world, json!({"field": "flag_closed_before_opened", "op": "eq", "value": true})).await, 197);
        let both = |verdict: &str, ours: &str| json!({"and": [{"field": "source_verdict", "op": "eq", "value": verdict},
            {"field": "resolution", "op": "eq", "value": ours}]});
        let met = count(&world, both("ONTIME", "met")).await;
        let late = count(&world, both("OVERDUE", "breached")).await;
        assert_eq!(met + late, 79_126, "every closed row with target and verdict agrees");
        let crossed = count(&world, both("ONTIME", "breached")).await + count(&world, both("OVERDUE", "met")).await;
        assert_eq!(crossed, 0);
        assert_eq!(count(&world, json!({"field": "state", "op": "eq", "value": "open"})).await, 19_873);
        clean(&world).await;
    });
}

#[test]
fn an_export_is_what_is_seen() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        run(&world, "a.csv", &good(), json!({})).await;
        let input = json!({"columns": ["external_number", "state", "cost", "opened_at", "handling_ms"], "format": "csv",
            "filter": {"field": "outlet_name", "op": "eq", "value": "朝阳站"}, "sort": [{"key": "external_number", "desc": true}]});
        let view = world.job("work_orders.export", input).await;
        assert_eq!(view["result"]["rows"], 2, "{view}");
        let file = world
            .app
            .download(view["result"]["file"]["file"].as_str().unwrap(), &world.admin)
            .await
            .unwrap();
        let text = std::fs::read_to_string(file.path).unwrap();
        let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
        assert!(
            lines[1].starts_with("A-2,")
                && lines[1].contains("80.00")
                && lines[1].contains("2026-11-02 10:00:00"),
            "{text}"
        );
        assert!(
            lines[2].starts_with("A-1,") && lines[2].contains("120.50") && lines[2].contains("6.000"),
            "{text}"
        );
        let xlsx = json!({"columns": ["number"], "format": "xlsx"});
        assert_eq!(world.job("work_orders.export", xlsx).await["result"]["rows"], 4);
        let wrong = json!({"columns": ["nothing"], "format": "csv"});
        assert_eq!(
            world.refused("work_orders.export", wrong).await,
            "list_column_unknown"
        );
        let clerk = world.person("li", "warehouse", json!({"kind": "all"})).await;
        let theirs = json!({"columns": ["number"], "format": "csv"});
        assert_eq!(
            world.refused_to(&clerk, "work_orders.export", theirs).await,
            "forbidden"
        );
    });
}

#[test]
fn a_written_batch_is_found_by_its_file_and_still_tells_what_it_did() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let view = run(&world, "July 100%.csv", &good(), json!({})).await;
        let batch = view["result"]["batch_id"].clone();
        let told = world.ok("imports.get", json!({"batch_id": batch})).await;
        assert_eq!(
            (&told["file_name"], &told["state"]),
            (&json!("July 100%.csv"), &json!("committed"))
        );
        assert_eq!(told["report"], view["result"], "what was told stays told");
        let named = async |input: Value| world.ok("imports.options", input).await["options"].clone();
        let only = json!([{"id": batch, "code": "work_orders", "name": "July 100%.csv"}]);
        for input in [
            json!({"limit": 5}),
            json!({"limit": 5, "search": "JULY"}),
            json!({"limit": 5, "search": "0%"}),
            json!({"limit": 1, "ids": [batch]}),
        ] {
            assert_eq!(named(input.clone()).await, only, "{input}");
        }
        assert_eq!(
            named(json!({"limit": 5, "search": "_"})).await,
            json!([]),
            "a search is no pattern"
        );
        assert_eq!(
            world.refused("imports.options", json!({"limit": 0})).await,
            "number_out_of_range"
        );
        let clerk = world
            .person("li", "dispatcher", json!({"kind": "own", "engineer_id": 1}))
            .await;
        assert_eq!(
            world.call(&clerk, "imports.kinds", json!({})).await.unwrap()["kinds"],
            json!([]),
            "a file may name any outlet"
        );
        assert_eq!(
            world
                .call(&clerk, "imports.options", json!({"limit": 5}))
                .await
                .unwrap()["options"],
            json!([])
        );
        world.job("imports.undo", json!({"batch_id": batch})).await;
        assert_eq!(named(json!({"limit": 5})).await, json!([]));
    });
}

#[test]
fn an_update_keeps_what_the_file_does_not_have() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let first = run(&world, "a.csv", &good(), json!({})).await;
        let sparse = "工单号,报修时间,完工时间\nA-3,2026-11-20 10:00,2026-11-20 12:00\n";
        let update = run(&world, "b.csv", sparse.as_bytes(), json!({"doubles": "update"})).await;
        assert_eq!(update["result"]["updated"], 1, "{update}");
        let page = world
            .ok(
                "work_orders.page",
                json!({"limit": 10, "filter": {"field": "external_number", "op": "eq", "value": "A-3"}}),
            )
            .await;
        let row = &page["rows"][0];
        assert_eq!(
            (
                &row["outlet_name"],
                &row["priority"],
                &row["contact_phone"],
                &row["category"],
                &row["resolution"],
                &row["state"]
            ),
            (
                &json!("海淀站"),
                &json!("critical"),
                &json!("13812345680"),
                &json!("冰箱"),
                &json!("met"),
                &json!("completed")
            ),
            "the due of the first file judges the end of the second"
        );
        clean(&world).await;
        world
            .job("imports.undo", json!({"batch_id": update["result"]["batch_id"]}))
            .await;
        clean(&world).await;
        let undo = world
            .job("imports.undo", json!({"batch_id": first["result"]["batch_id"]}))
            .await;
        assert_eq!(
            undo["result"]["removed"], 4,
            "an update that was undone stands in nobody's way: {undo}"
        );
        clean(&world).await;
    });
}

#[test]
fn only_who_sees_all_outlets_may_import_or_undo() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let first = run(&world, "a.csv", &good(), json!({})).await;
        let scoped = world
            .person("li", "manager", json!({"kind": "outlets", "outlet_ids": [1]}))
            .await;
        let undo = json!({"batch_id": first["result"]["batch_id"]});
        assert_eq!(world.refused_to(&scoped, "imports.undo", undo).await, "forbidden");
        let batches = world
            .call(&scoped, "import_batches.total", json!({}))
            .await
            .unwrap();
        assert_eq!(batches["count"], 0);
    });
}
