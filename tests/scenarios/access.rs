//! First start, login, lock, lockout, people and scope.

use crate::world::{NOW, On, PASSWORD, World, on_both};
use outpost_core::Caller;
use serde_json::json;

#[test]
fn the_first_start_makes_the_administrator_once() {
    on_both(async |on: On| {
        let world = World::empty(on).await;
        let nobody = Caller::nobody("test");
        let status = world.call(&nobody, "access.status", json!({})).await.unwrap();
        assert_eq!(status["initialized"], false);
        assert_eq!(
            world
                .refused_to(&nobody, "users.page", json!({"limit": 10}))
                .await,
            "not_logged_in"
        );
        let weak = json!({"login": "admin", "name": "A", "password": "short", "workspace_name": "W", "zone": "Asia/Shanghai", "currency": "CNY"});
        assert_eq!(
            world.refused_to(&nobody, "access.setup", weak).await,
            "password_weak"
        );
        let world = World::new(on).await;
        let again = json!({"login": "mallory", "name": "M", "password": PASSWORD, "workspace_name": "W", "zone": "Asia/Shanghai", "currency": "CNY"});
        assert_eq!(
            world.refused_to(&nobody, "access.setup", again).await,
            "already_set_up"
        );
        let status = world.ok("access.status", json!({})).await;
        assert_eq!(
            (&status["initialized"], &status["me"]["login"]),
            (&json!(true), &json!("admin"))
        );
    });
}

#[test]
fn wrong_passwords_wait_longer_and_longer_and_the_count_outlives_the_refusal() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let nobody = Caller::nobody("test");
        let login = |password: &str| json!({"login": "admin", "password": password});
        for _ in 0..5 {
            assert_eq!(
                world
                    .refused_to(&nobody, "access.login", login("wrong password"))
                    .await,
                "login_refused"
            );
        }
        assert_eq!(
            world.refused_to(&nobody, "access.login", login(PASSWORD)).await,
            "login_wait"
        );
        world.clock.set(NOW.plus(31_000));
        assert!(world.call(&nobody, "access.login", login(PASSWORD)).await.is_ok());
        assert_eq!(
            world
                .refused_to(&nobody, "access.login", login("wrong password"))
                .await,
            "login_refused"
        );
        let unknown = json!({"login": "nobody-here", "password": PASSWORD});
        assert_eq!(
            world.refused_to(&nobody, "access.login", unknown).await,
            "login_refused"
        );
    });
}

#[test]
fn a_locked_session_opens_only_with_the_password() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        world.ok("access.lock", json!({})).await;
        assert_eq!(
            world.refused("users.page", json!({"limit": 10})).await,
            "session_locked"
        );
        assert_eq!(
            world
                .refused("access.unlock", json!({"password": "wrong password"}))
                .await,
            "password_wrong"
        );
        world.ok("access.unlock", json!({"password": PASSWORD})).await;
        world.ok("users.page", json!({"limit": 10})).await;
        world.clock.set(NOW.plus(13 * 3_600_000));
        assert_eq!(
            world.refused("users.page", json!({"limit": 10})).await,
            "not_logged_in"
        );
    });
}

#[test]
fn changing_the_password_ends_the_other_sessions() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let other = world.person("li", "manager", json!({"kind": "all"})).await;
        let again = world
            .call(
                &Caller::nobody("test"),
                "access.login",
                json!({"login": "li", "password": PASSWORD}),
            )
            .await
            .unwrap();
        let second = Caller::nobody("test").with_token(again["token"].as_str().unwrap());
        let change = json!({"current": PASSWORD, "new": "another long one"});
        world
            .call(&other, "access.change_password", change)
            .await
            .unwrap();
        assert_eq!(
            world.refused_to(&second, "jobs.list", json!({})).await,
            "not_logged_in"
        );
        assert!(world.call(&other, "jobs.list", json!({})).await.is_ok());
    });
}

#[test]
fn people_are_made_changed_and_never_the_last_administrator_lost() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let li = world.person("li", "auditor", json!({"kind": "all"})).await;
        assert_eq!(
            world.refused_to(&li, "users.page", json!({"limit": 10})).await,
            "forbidden"
        );
        let page = world
            .ok(
                "users.page",
                json!({"limit": 10, "filter": {"field": "login", "op": "eq", "value": "li"}}),
            )
            .await;
        assert_eq!(page["rows"].as_array().unwrap().len(), 1);
        let id = page["rows"][0]["id"].clone();
        let user = world.ok("access.user", json!({"id": id})).await;
        let update = |version: i64, roles: &[&str]| json!({"id": id, "version": version, "name": "李四", "roles": roles, "scope": {"kind": "all"}, "active": true});
        let seen = user["version"].as_i64().unwrap();
        world.ok("access.update_user", update(seen, &["manager"])).await;
        assert_eq!(
            world
                .refused("access.update_user", update(seen, &["manager"]))
                .await,
            "stale_version"
        );
        let me = world.ok("access.status", json!({})).await["me"].clone();
        let admin = world.ok("access.user", json!({"id": me["id"]})).await;
        let demote = json!({"id": me["id"], "version": admin["version"], "name": "x", "roles": ["manager"], "scope": {"kind": "all"}, "active": true});
        assert_eq!(
            world.refused("access.update_user", demote).await,
            "last_administrator"
        );
        let double = json!({"login": "LI", "name": "x", "password": PASSWORD, "roles": ["manager"], "scope": {"kind": "all"}, "must_change_password": false});
        assert_eq!(
            world.refused("access.create_user", double).await,
            "already_exists"
        );
    });
}

#[test]
fn a_request_happens_once_and_another_input_is_a_conflict() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let once = world.admin.clone().with_request("r-1");
        let li = world.person("li", "auditor", json!({"kind": "all"})).await;
        drop(li);
        let page = world
            .ok(
                "users.page",
                json!({"limit": 10, "filter": {"field": "login", "op": "eq", "value": "li"}}),
            )
            .await;
        let update = |name: &str| json!({"id": page["rows"][0]["id"], "version": 1, "name": name, "roles": ["manager"], "scope": {"kind": "all"}, "active": true});
        let first = world
            .call(&once, "access.update_user", update("一"))
            .await
            .unwrap();
        let second = world
            .call(&once, "access.update_user", update("一"))
            .await
            .unwrap();
        assert_eq!(first, second, "the stored answer, not a second change");
        assert_eq!(
            world.refused_to(&once, "access.update_user", update("二")).await,
            "request_reused"
        );
    });
}

#[test]
fn a_person_is_made_once_however_often_it_is_asked_for() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let once = world.admin.clone().with_request("r-2");
        let user = json!({"login": "wu", "name": "吴敏", "password": PASSWORD, "roles": ["finance"], "scope": {"kind": "all"},
            "must_change_password": false});
        let first = world
            .call(&once, "access.create_user", user.clone())
            .await
            .unwrap();
        let second = world
            .call(&once, "access.create_user", user.clone())
            .await
            .unwrap();
        assert_eq!(first, second, "an answer that got lost is given again");
        assert_eq!(
            world.refused("access.create_user", user).await,
            "already_exists",
            "another request is another wish"
        );
        // One's own password is asked for anew each time, whatever the request is called.
        world.ok("access.lock", json!({})).await;
        world
            .call(&once, "access.unlock", json!({"password": PASSWORD}))
            .await
            .unwrap();
        world.ok("access.lock", json!({})).await;
        assert_eq!(
            world
                .refused_to(&once, "access.unlock", json!({"password": "wrong one"}))
                .await,
            "password_wrong"
        );
    });
}
