//! Several programs on one server's database: what is unfinished is told apart from what the dead have left.

use crate::world::{On, World, on_both};
use outpost_core::db::sql;
use outpost_core::{App, OpenConfig};
use serde_json::json;

const JOB: &str = "insert into jobs (operation, actor_id, state, phase, input, created_at)
    values ('imports.run', 1, 'running', 'reading', '{}', 1795309200000)";
const BATCH: &str =
    "insert into import_batches (kind, file_name, file_digest, state, actor_id, actor_name, created_at)
    values ('work_orders', 'a.csv', '', 'staging', 1, 'admin', 1795309200000)";

fn config(app: &App) -> OpenConfig {
    OpenConfig {
        clock: app.clock().clone(),
        workers: false,
        ..OpenConfig::new(app.place().clone(), "another")
    }
}

async fn job_state(world: &World) -> String {
    let view = world.ok("jobs.get", json!({"id": 1})).await;
    view["state"].as_str().expect("a state").to_owned()
}

#[test]
fn work_of_the_living_goes_on_and_that_of_the_dead_is_ended() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let mut tx = world.app.db().write().await.unwrap();
        sql(JOB).run(&mut tx).await.unwrap();
        sql(BATCH).run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        match App::open(config(&world.app)).await {
            // Another program on the same server leaves the first one's work alone.
            Ok(second) => {
                assert_eq!(on, On::Postgres);
                assert_eq!(job_state(&world).await, "running");
                second.close().await;
            }
            Err(error) => assert_eq!((on, error.code.as_str()), (On::Sqlite, "workspace_in_use")),
        }
        let next = config(&world.app);
        world.app.close().await;
        let world = World {
            app: App::open(next).await.expect("it opens again"),
            clock: world.clock,
            admin: world.admin,
            folder: world.folder,
        };
        assert_eq!(job_state(&world).await, "failed");
        let view = world.ok("jobs.get", json!({"id": 1})).await;
        assert_eq!(view["error"]["code"], "job_interrupted");
        let batches = world.ok("import_batches.page", json!({"limit": 5})).await;
        assert_eq!(batches["rows"][0]["state"], "failed", "{batches}");
    });
}
