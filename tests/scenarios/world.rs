//! One world per story: a fresh workspace on one engine, an administrator, a clock that stands still.

use outpost_core::kernel::{Clock, Ms};
use outpost_core::{App, Caller, Error, OpenConfig, Place};
use serde_json::{Value, json};
use std::future::Future;
use std::sync::atomic::{AtomicU32, Ordering};

/// 2026-11-22 09:00 in Shanghai.
pub const NOW: Ms = Ms(1_795_309_200_000);
pub const PASSWORD: &str = "tea at four o'clock";

/// Which engine a story runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    Sqlite,
    Postgres,
}

/// A workspace with its administrator.
pub struct World {
    pub app: App,
    pub clock: Clock,
    pub admin: Caller,
    pub folder: tempfile::TempDir,
}

static DATABASES: AtomicU32 = AtomicU32::new(0);

/// A database of its own on the test cluster; nothing where no cluster was given.
pub async fn postgres_url() -> Option<String> {
    let base = std::env::var("OUTPOST_TEST_POSTGRES").ok()?;
    let n = DATABASES.fetch_add(1, Ordering::SeqCst);
    let name = format!("t{}_{n}", std::process::id());
    sqlx::any::install_default_drivers();
    use sqlx::Connection;
    let mut conn = sqlx::AnyConnection::connect(&base)
        .await
        .expect("the test cluster answers");
    // A cluster that outlives the run may hold a namesake: process ids come again.
    let drop = sqlx::AssertSqlSafe(format!("drop database if exists {name}"));
    sqlx::raw_sql(drop)
        .execute(&mut conn)
        .await
        .expect("a namesake is gone");
    let create = sqlx::AssertSqlSafe(format!("create database {name}"));
    sqlx::raw_sql(create)
        .execute(&mut conn)
        .await
        .expect("a database is made");
    let (head, _) = base.rsplit_once('/').expect("a URL with a database");
    Some(format!("{head}/{name}"))
}

/// Runs a story on both engines. Without a cluster it runs on SQLite and says so.
pub fn on_both<F: Future<Output = ()>>(story: impl Fn(On) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(story(On::Sqlite));
    if std::env::var("OUTPOST_TEST_POSTGRES").is_ok() {
        runtime.block_on(story(On::Postgres));
    } else {
        eprintln!("OUTPOST_TEST_POSTGRES is not set: this story ran on SQLite only");
    }
}

impl World {
    /// A fresh workspace with its administrator.
    pub async fn new(on: On) -> Self {
        let world = Self::empty(on).await;
        let setup = json!({"login": "admin", "name": "王磊", "password": PASSWORD, "workspace_name": "驿站测试",
            "zone": "Asia/Shanghai", "currency": "CNY"});
        let session = world
            .call(&world.admin, "access.setup", setup)
            .await
            .expect("the first start works");
        let admin = Caller::nobody("test").with_token(session["token"].as_str().unwrap());
        Self { admin, ..world }
    }

    /// From now on, orders are due soon so many minutes before their due time.
    pub async fn due_soon_within(&self, minutes: u32) {
        let mut settings = self.ok("admin.settings", json!({})).await;
        settings["due_soon_minutes"] = json!(minutes);
        let kept = [
            "version",
            "workspace_name",
            "zone",
            "currency",
            "idle_lock_minutes",
            "due_soon_minutes",
        ];
        let input: serde_json::Map<_, _> = kept
            .into_iter()
            .map(|key| (key.to_owned(), settings[key].clone()))
            .collect();
        self.ok("admin.save_settings", input.into()).await;
    }
    /// A fresh workspace before its first start.
    pub async fn empty(on: On) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = match on {
            On::Sqlite => Place::Workspace(folder.path().to_owned()),
            On::Postgres => {
                let url = postgres_url().await.expect("a cluster was given");
                Place::Server {
                    url,
                    folder: folder.path().to_owned(),
                }
            }
        };
        let clock = Clock::at(NOW);
        let config = OpenConfig {
            clock: clock.clone(),
            workers: false,
            ..OpenConfig::new(place, "test")
        };
        let app = App::open(config).await.expect("a fresh workspace opens");
        Self {
            app,
            clock,
            admin: Caller::nobody("test"),
            folder,
        }
    }
    pub async fn call(&self, caller: &Caller, operation: &str, input: Value) -> Result<Value, Error> {
        let output = self.app.call(operation, &input.to_string(), caller).await?;
        Ok(serde_json::from_str(output.get()).unwrap())
    }
    /// As the administrator.
    pub async fn ok(&self, operation: &str, input: Value) -> Value {
        let shown = input.to_string();
        self.call(&self.admin, operation, input)
            .await
            .unwrap_or_else(|e| panic!("{operation} {shown}: {e}"))
    }
    /// The code of the refusal, as the administrator.
    pub async fn refused(&self, operation: &str, input: Value) -> String {
        self.refused_to(&self.admin, operation, input).await
    }
    pub async fn refused_to(&self, caller: &Caller, operation: &str, input: Value) -> String {
        match self.call(caller, operation, input).await {
            Err(error) => error.code.as_str().to_owned(),
            Ok(output) => format!("not refused: {output}"),
        }
    }
    /// Makes a person and logs them in.
    pub async fn person(&self, login: &str, role: &str, scope: Value) -> Caller {
        let user = json!({"login": login, "name": login, "password": PASSWORD, "roles": [role], "scope": scope,
            "must_change_password": false});
        self.ok("access.create_user", user).await;
        let nobody = Caller::nobody("test");
        let session = self
            .call(
                &nobody,
                "access.login",
                json!({"login": login, "password": PASSWORD}),
            )
            .await;
        nobody.with_token(session.expect("they log in")["token"].as_str().unwrap())
    }
    /// Starts a job and waits for its end; answers its view.
    pub async fn job(&self, operation: &str, input: Value) -> Value {
        self.job_of(&self.admin, operation, input).await
    }
    /// The same as somebody else.
    pub async fn job_of(&self, caller: &Caller, operation: &str, input: Value) -> Value {
        let started = self.call(caller, operation, input).await.unwrap();
        self.finished_of(caller, &started).await
    }
    pub async fn finished(&self, started: &Value) -> Value {
        self.finished_of(&self.admin, started).await
    }
    async fn finished_of(&self, caller: &Caller, started: &Value) -> Value {
        for _ in 0..6000 {
            let view = self
                .call(caller, "jobs.get", json!({"id": started["job"]}))
                .await
                .unwrap();
            if view.get("finished_at").is_some() {
                return view;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("a job did not end: {started}");
    }
    /// Uploads bytes; answers the upload's id.
    pub async fn upload(&self, name: &str, bytes: &[u8]) -> String {
        let id = self.app.upload_begin(name, &self.admin).await.unwrap();
        for (i, chunk) in bytes.chunks(1 << 20).enumerate() {
            self.app
                .upload_chunk(&id, (i << 20) as u64, chunk, &self.admin)
                .await
                .unwrap();
        }
        id
    }
}
