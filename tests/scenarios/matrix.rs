//! Every operation × role × scope, and every list's rows. What is registered joins by itself; what needs no permission
//! is listed here with its reason, so that it cannot come in by mistake.

use crate::world::{On, PASSWORD, World, on_both};
use outpost_core::access::Need;
use outpost_core::db::{migrations, sql};
use outpost_core::operation::{Entry, OpKind};
use outpost_core::{Caller, registry};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Who may what, told a second time: a slip in the roles themselves must not pass unseen.
const MAY: &[(&str, &str)] = &[
    (
        "admin",
        "access.manage admin.manage audit.read documents.attach documents.comment exports.run insight.read masters.import masters.manage masters.read personal.read policies.manage policies.read views.share work_orders.audit work_orders.copy work_orders.import work_orders.read work_orders.unaudit work_orders.void",
    ),
    (
        "manager",
        "audit.read documents.attach documents.comment exports.run insight.read masters.import masters.manage masters.read personal.read policies.manage policies.read views.share work_orders.audit work_orders.copy work_orders.import work_orders.read work_orders.unaudit work_orders.void",
    ),
    (
        "dispatcher",
        "documents.attach documents.comment exports.run insight.read masters.read personal.read policies.read work_orders.audit work_orders.copy work_orders.import work_orders.read work_orders.void",
    ),
    (
        "planner",
        "documents.comment exports.run insight.read masters.read policies.read work_orders.read",
    ),
    (
        "finance",
        "documents.attach documents.comment exports.run insight.read masters.read policies.read work_orders.read",
    ),
    (
        "warehouse",
        "documents.attach documents.comment masters.read work_orders.read",
    ),
    (
        "outlet",
        "documents.attach documents.comment insight.read masters.read personal.read policies.read work_orders.read",
    ),
    (
        "engineer",
        "documents.attach documents.comment personal.read work_orders.read",
    ),
    (
        "auditor",
        "audit.read exports.run insight.read masters.read policies.read work_orders.read",
    ),
];

/// Before anybody is logged in.
const PUBLIC: &[&str] = &["access.status", "access.setup", "access.login"];
/// Of one's own session, locked or not.
const OF_THE_SESSION: &[&str] = &[
    "access.logout",
    "access.lock",
    "access.unlock",
    "access.change_password",
];
/// For whoever is logged in, and why.
const ANYONE: &[(&str, &str)] = &[
    ("documents.reasons", "words to choose from, no secret"),
    ("jobs.get", "one's own jobs"),
    ("jobs.list", "one's own jobs"),
    ("jobs.cancel", "one's own jobs"),
    ("preferences.get", "one's own choices"),
    ("preferences.save", "one's own choices"),
    ("inbox.list", "one's own messages"),
    ("inbox.unread", "one's own messages"),
    ("inbox.mark", "one's own messages"),
    ("outlets.options", "names for filters, cut down to the scope"),
    ("regions.options", "names for filters"),
    ("outlets.within", "ids for filters, cut down to the scope"),
    ("dictionaries.options", "words, not records"),
    (
        "search.find",
        "only lists that one may see, cut down to the scope",
    ),
    ("views.list", "of lists that one may see"),
    ("views.save", "one's own; sharing asks for its permission itself"),
    ("views.rename", "one's own; of shared ones it asks itself"),
    ("views.delete", "one's own; of shared ones it asks itself"),
    ("views.reorder", "one's own tabs"),
    ("engineers.options", "names for selectors, cut down to the scope"),
    ("categories.options", "words, not records"),
    ("places.divisions", "public geography"),
    ("places.find", "public geography"),
    ("places.locate", "public geography"),
    ("places.labels", "public geography"),
    ("places.convert", "arithmetic"),
    (
        "maps.layers",
        "the ground under a map, without its keys and addresses",
    ),
    ("imports.kinds", "only the kinds that one may import"),
    ("imports.get", "each kind of import names its own permission"),
    ("imports.inspect", "each kind of import names its own permission"),
    ("imports.values", "each kind of import names its own permission"),
    ("imports.run", "each kind of import names its own permission"),
    ("imports.undo", "each kind of import names its own permission"),
];

/// Lists whose rows belong to no outlet.
const UNSCOPED: &[(&str, &str)] = &[
    ("users", "the administrator sees all people"),
    ("regions", "the tree of regions is no secret"),
    ("dictionaries", "words, not records"),
    ("import_batches", "what was imported is seen by who may import"),
];

const SCOPES: &[&str] = &["all", "regions", "outlets", "own"];

/// Inputs that would do something if they got through; whatever is not here is tried with an empty one.
fn example(operation: &str) -> Value {
    let all = json!({"kind": "all"});
    match operation {
        "access.create_user" => {
            json!({"login": "mallory", "name": "M", "password": PASSWORD, "roles": ["admin"], "scope": all, "must_change_password": false})
        }
        "access.update_user" => {
            json!({"id": 1, "version": 1, "name": "M", "roles": ["auditor"], "scope": all, "active": false})
        }
        "access.reset_password" => json!({"id": 1, "version": 1, "password": "another long one"}),
        "access.user" => json!({"id": 1}),
        "admin.restore" => json!({"name": "x.db"}),
        "admin.save_settings" => {
            json!({"version": 1, "workspace_name": "M", "zone": "UTC", "currency": "EUR", "idle_lock_minutes": 0})
        }
        "work_orders.get" | "work_orders.timeline" => json!({"id": 1}),
        "work_orders.print" => json!({"ids": [1]}),
        "holidays.import" => json!({"text": "2031-01-01,holiday,元旦"}),
        name if name.ends_with(".export") => json!({"columns": ["code"], "format": "csv"}),
        name if name.ends_with(".print_list") => json!({"columns": ["code"]}),
        name if name.ends_with(".page") => json!({"limit": 10}),
        _ => json!({}),
    }
}

/// How many rows each table holds, but for what a mere call may touch.
async fn rows_by_table(world: &World) -> BTreeMap<String, i64> {
    let text: String = migrations().iter().map(|m| m.text).collect();
    let tables: BTreeSet<&str> = text
        .split("create table ")
        .skip(1)
        .filter_map(|rest| rest.split([' ', '(']).next())
        .collect();
    let dropped: BTreeSet<&str> = text
        .split("drop table ")
        .skip(1)
        .filter_map(|rest| rest.split(';').next())
        .collect();
    let mut tx = world.app.db().read().await.unwrap();
    let mut counts = BTreeMap::new();
    for table in tables.difference(&dropped) {
        let rows = sql(format!("select count(*) from {table}"))
            .number(&mut tx)
            .await
            .unwrap();
        counts.insert((**table).to_owned(), rows);
    }
    counts
}

async fn outcome(world: &World, caller: &Caller, entry: &Entry, input: &Value) -> String {
    match world.call(caller, entry.name, input.clone()).await {
        Ok(_) => "ok".to_owned(),
        Err(error) => error.code.as_str().to_owned(),
    }
}

/// Regions A and B, B2 below B; outlets 1 in A, 2 in B, 3 in B2, 4 nowhere; an engineer, a customer and an order each.
async fn network(world: &World) {
    let mut tx = world.app.db().write().await.unwrap();
    let mut run = async |text: String| sql(text).run(&mut tx).await.map(drop).unwrap();
    for (id, code, parent, path) in [
        (1, "A", "null", "/1/"),
        (2, "B", "null", "/2/"),
        (3, "B2", "2", "/2/3/"),
    ] {
        run(format!("insert into regions (id, code, name, parent_id, path) values ({id}, '{code}', '{code}', {parent}, '{path}')")).await;
    }
    for (id, region, path) in [
        (1, "1", "/1/"),
        (2, "2", "/2/"),
        (3, "3", "/2/3/"),
        (4, "null", "/"),
    ] {
        run(format!(
            "insert into outlets (id, code, name, kind, region_id, region_path, created_at)
            values ({id}, 'N{id}', '站{id}', 'direct', {region}, '{path}', 0)"
        ))
        .await;
        run(format!("insert into engineers (id, code, name, outlet_id, created_at) values ({id}, 'E{id}', '师傅{id}', {id}, 0)")).await;
        run(format!(
            "insert into customers (id, code, name, kind, phone, created_at)
            values ({id}, 'C{id}', '客户{id}', 'person', '1381234567{id}', 0)"
        ))
        .await;
        run(format!("insert into work_orders (id, number, kind, priority, outlet_id, engineer_id, customer_id, contact_phone, state,
            is_open, opened_at, opened_day, digest, created_at)
            values ({id}, 'WO-2611-000000{id}', 'repair', 'normal', {id}, {id}, {id}, '1381234567{id}', 'open', 1, 0, 0, 0, 0)")).await;
    }
    tx.commit().await.unwrap();
    let counted = world.job("admin.rebuild_figures", json!({})).await;
    assert_eq!(counted["result"]["orders"], 4, "{counted}");
}

fn scope_of(kind: &str) -> Value {
    match kind {
        "regions" => json!({"kind": "regions", "region_ids": [2]}),
        "outlets" => json!({"kind": "outlets", "outlet_ids": [1, 4]}),
        "own" => json!({"kind": "own", "engineer_id": 3}),
        other => json!({"kind": other}),
    }
}

/// The outlets whose rows a scope shows.
fn outlets_of(kind: &str) -> &'static [i64] {
    match kind {
        "regions" => &[2, 3],
        "outlets" => &[1, 4],
        "own" => &[3],
        _ => &[1, 2, 3, 4],
    }
}

#[test]
fn an_operation_needs_a_permission_or_a_reason() {
    for entry in registry().iter() {
        let listed = |list: &[&str]| list.contains(&entry.name);
        match entry.needs {
            Need::Public => assert!(listed(PUBLIC), "{} is public: is it meant to be?", entry.name),
            Need::Session => assert!(listed(OF_THE_SESSION), "{} needs a mere session", entry.name),
            Need::Anyone => assert!(
                ANYONE.iter().any(|(n, _)| *n == entry.name),
                "{} is for anyone: say why",
                entry.name
            ),
            Need::Permission(permission) => {
                assert!(
                    MAY[0].1.split(' ').any(|p| p == permission),
                    "{} needs {permission}",
                    entry.name
                );
            }
        }
        assert!(
            entry.kind == OpKind::Read || entry.needs != Need::Public || entry.secret,
            "{}",
            entry.name
        );
    }
}

#[test]
fn every_operation_is_refused_without_its_permission_and_writes_nothing() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        network(&world).await;
        let mut people = Vec::new();
        for (role, may) in MAY {
            for scope in SCOPES {
                let caller = world
                    .person(&format!("{role}.{scope}"), role, scope_of(scope))
                    .await;
                people.push((format!("{role}, {scope}"), *may, caller));
            }
        }
        let registry = registry();
        let guarded: Vec<(&Entry, &str)> = registry
            .iter()
            .filter_map(|e| {
                if let Need::Permission(p) = e.needs {
                    Some((e, p))
                } else {
                    None
                }
            })
            .collect();
        let before = rows_by_table(&world).await;
        let mut refused = 0;
        for (who, may, caller) in &people {
            for (entry, permission) in &guarded {
                if !may.split(' ').any(|p| p == *permission) {
                    let got = outcome(&world, caller, entry, &example(entry.name)).await;
                    assert_eq!(got, "forbidden", "{} as {who}", entry.name);
                    refused += 1;
                }
            }
        }
        assert!(refused > 500, "{refused}");
        let nobody = Caller::nobody("test");
        for entry in registry.iter().filter(|e| e.needs != Need::Public) {
            assert_eq!(
                outcome(&world, &nobody, entry, &example(entry.name)).await,
                "not_logged_in",
                "{}",
                entry.name
            );
        }
        assert_eq!(rows_by_table(&world).await, before, "a refusal writes nothing");
        for (who, may, caller) in &people {
            for entry in registry
                .iter()
                .filter(|e| !matches!(e.needs, Need::Public | Need::Session))
            {
                if let Need::Permission(permission) = entry.needs
                    && !may.split(' ').any(|p| p == permission)
                {
                    continue;
                }
                // A field that no input has: whoever may is told of the input, and nothing is done.
                let got = outcome(&world, caller, entry, &json!({"no_such_field": 1})).await;
                assert!(
                    !["forbidden", "not_logged_in", "fault"].contains(&got.as_str()),
                    "{} as {who}: {got}",
                    entry.name
                );
            }
        }
    });
}

#[test]
fn a_locked_or_unfinished_session_opens_nothing() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let locked = world.person("locked", "admin", json!({"kind": "all"})).await;
        world.call(&locked, "access.lock", json!({})).await.unwrap();
        let fresh = world.person("fresh", "admin", json!({"kind": "all"})).await;
        let page = world
            .ok(
                "users.page",
                json!({"limit": 10, "filter": {"field": "login", "op": "eq", "value": "fresh"}}),
            )
            .await;
        let user = world
            .ok("access.user", json!({"id": page["rows"][0]["id"]}))
            .await;
        let reset = json!({"id": user["id"], "version": user["version"], "password": "another long one"});
        world.ok("access.reset_password", reset).await;
        assert_eq!(
            world.refused_to(&fresh, "jobs.list", json!({})).await,
            "not_logged_in",
            "a reset ends the sessions"
        );
        let login = json!({"login": "fresh", "password": "another long one"});
        let session = world
            .call(&Caller::nobody("test"), "access.login", login)
            .await
            .unwrap();
        let fresh = Caller::nobody("test").with_token(session["token"].as_str().unwrap());
        for entry in registry()
            .iter()
            .filter(|e| !matches!(e.needs, Need::Public | Need::Session))
        {
            assert_eq!(
                outcome(&world, &locked, entry, &json!({})).await,
                "session_locked",
                "{}",
                entry.name
            );
            assert_eq!(
                outcome(&world, &fresh, entry, &json!({})).await,
                "must_change_password",
                "{}",
                entry.name
            );
        }
    });
}

#[test]
fn what_is_for_anyone_asks_inside_whose_it_is() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let planner = world.person("planner", "planner", json!({"kind": "all"})).await;
        let kinds = world.call(&planner, "imports.kinds", json!({})).await.unwrap();
        assert_eq!(kinds["kinds"], json!([]), "a planner imports nothing");
        let upload = world.app.upload_begin("a.csv", &planner).await.unwrap();
        world
            .app
            .upload_chunk(&upload, 0, b"number,opened\nA-1,2026-11-01 10:00\n", &planner)
            .await
            .unwrap();
        let inspect = json!({"upload": upload, "kind": "work_orders"});
        assert_eq!(
            world
                .refused_to(&planner, "imports.inspect", inspect.clone())
                .await,
            "forbidden"
        );
        let theirs = world.refused("imports.inspect", inspect).await;
        assert_eq!(
            theirs, "not_found",
            "an upload is its owner's, whoever else may import"
        );
        let batch = "insert into import_batches (id, kind, file_name, file_digest, state, actor_id, actor_name, created_at)
            values (1, 'work_orders', 'a.csv', '', 'committed', 1, '王磊', 0)";
        let mut tx = world.app.db().write().await.unwrap();
        sql(batch).run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        for operation in ["imports.get", "imports.undo"] {
            assert_eq!(
                world
                    .refused_to(&planner, operation, json!({"batch_id": 1}))
                    .await,
                "forbidden",
                "{operation}"
            );
        }
        let job = world.ok("admin.verify", json!({})).await;
        world.finished(&job).await;
        for operation in ["jobs.get", "jobs.cancel"] {
            let refused = world
                .refused_to(&planner, operation, json!({"id": job["job"]}))
                .await;
            assert_eq!(refused, "not_found", "{operation} of another's job");
        }
        let listed = world.call(&planner, "jobs.list", json!({})).await.unwrap();
        assert_eq!(listed["jobs"], json!([]));
    });
}

fn ids(page: &Value) -> BTreeSet<i64> {
    page["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["id"].as_i64().unwrap())
        .collect()
}

#[test]
fn every_list_shows_only_rows_of_the_scope() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        network(&world).await;
        let registry = registry();
        let grids: Vec<&str> = registry
            .iter()
            .filter_map(|e| e.name.strip_suffix(".page"))
            .collect();
        for scope in SCOPES {
            let caller = world
                .person(&format!("scoped.{scope}"), "admin", scope_of(scope))
                .await;
            for grid in &grids {
                let page = world
                    .call(&caller, &format!("{grid}.page"), json!({"limit": 100}))
                    .await
                    .unwrap();
                let total = world
                    .call(&caller, &format!("{grid}.total"), json!({}))
                    .await
                    .unwrap();
                let seen = ids(&page);
                assert_eq!(total["count"], seen.len(), "{grid}, {scope}: counted as seen");
                if UNSCOPED.iter().any(|(name, _)| name == grid) {
                    continue;
                }
                // In this network a row's id is its outlet's. An engineer's own are orders, not whole lists.
                let allowed: BTreeSet<i64> = outlets_of(scope).iter().copied().collect();
                match (*scope, *grid) {
                    ("own", "work_orders") => assert_eq!(seen, allowed, "{grid}, {scope}"),
                    ("own", _) => assert!(seen.is_subset(&allowed), "{grid}, {scope}: {seen:?}"),
                    _ => assert_eq!(
                        seen, allowed,
                        "{grid}, {scope}: a new list gives its rows the ids of their outlets in `network`, or a reason in UNSCOPED"
                    ),
                }
            }
            for id in 1..=4 {
                let got = world.call(&caller, "work_orders.get", json!({"id": id})).await;
                let timeline = world
                    .call(&caller, "work_orders.timeline", json!({"id": id}))
                    .await;
                assert_eq!(
                    got.is_ok(),
                    outlets_of(scope).contains(&id),
                    "order {id}, {scope}"
                );
                assert_eq!(timeline.is_ok(), got.is_ok(), "timeline of {id}, {scope}");
                if let Err(error) = got {
                    assert_eq!(
                        error.code.as_str(),
                        "not_found",
                        "what is out of scope is not there"
                    );
                }
            }
            let options = world
                .call(&caller, "outlets.options", json!({"limit": 50}))
                .await
                .unwrap();
            let offered = options["options"].as_array().unwrap().len();
            let expected = if *scope == "own" {
                0
            } else {
                outlets_of(scope).len()
            };
            assert_eq!(offered, expected, "outlets to choose from, {scope}");
        }
    });
}

#[test]
fn an_export_needs_the_right_to_the_list_also_and_holds_what_the_list_shows() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        network(&world).await;
        let planner = world
            .person(
                "planner",
                "planner",
                json!({"kind": "regions", "region_ids": [2]}),
            )
            .await;
        let users = json!({"columns": ["login"], "format": "csv"});
        assert_eq!(
            world.refused_to(&planner, "users.export", users).await,
            "forbidden"
        );
        let orders = json!({"columns": ["number", "contact_phone"], "format": "csv"});
        let started = world.call(&planner, "work_orders.export", orders).await.unwrap();
        let job = world.finished(&started).await;
        assert_eq!(job["result"]["rows"], 2, "{job}");
        let file = job["result"]["file"]["file"].as_str().unwrap();
        let opened = world.app.download(file, &planner).await.unwrap();
        let text = std::fs::read_to_string(&opened.path).unwrap();
        assert!(
            text.contains("WO-2611-0000002") && !text.contains("WO-2611-0000001"),
            "{text}"
        );
        assert!(
            !text.contains("13812345672"),
            "a phone stays masked for who may not see it: {text}"
        );
        assert!(
            world.app.download(file, &world.admin).await.is_err(),
            "a file is its owner's"
        );
    });
}
