//! Pools and transactions.

use super::dialect::Engine;
use crate::error::{Code, Error, Result};
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{Any, AnyConnection, AnyPool, AssertSqlSafe, Connection as _, Transaction};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Where the data is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A SQLite file.
    File(PathBuf),
    /// A `postgres://` URL.
    Url(String),
}

/// The open database.
#[derive(Debug, Clone)]
pub struct Db {
    engine: Engine,
    writer: AnyPool,
    reader: AnyPool,
}

/// A transaction; dropped without [`Tx::commit`] it rolls back.
#[derive(Debug)]
pub struct Tx {
    inner: Transaction<'static, Any>,
    engine: Engine,
}

/// Page caches: what a page of a grid touches stays in memory, and a backend at a million orders stays small.
const WRITER_CACHE_KIB: u32 = 12_288;
const READER_CACHE_KIB: u32 = 6_144;
const READERS: u32 = 3;
const SERVER_CONNECTIONS: u32 = 16;

impl Db {
    /// Opens the pools. Migrations must have run before (see [`super::migrate`]): a live pool keeps old columns.
    ///
    /// # Errors
    /// `database_unreachable`, `workspace_not_a_database`, `workspace_damaged`, `workspace_read_only`.
    pub async fn open(target: &Target) -> Result<Self> {
        sqlx::any::install_default_drivers();
        match target {
            Target::File(path) => {
                let writer = sqlite_pool(path, 1, WRITER_CACHE_KIB, false).await?;
                let reader = sqlite_pool(path, READERS, READER_CACHE_KIB, true).await?;
                Ok(Self {
                    engine: Engine::Sqlite,
                    writer,
                    reader,
                })
            }
            Target::Url(url) => {
                let options = options(url)?;
                // A pool would try again until its time is up, and not say why.
                connection(url).await?.close().await?;
                let pool = AnyPoolOptions::new()
                    .max_connections(SERVER_CONNECTIONS)
                    .acquire_timeout(std::time::Duration::from_secs(20))
                    .connect_with(options)
                    .await
                    .map_err(unreachable)?;
                Ok(Self {
                    engine: Engine::Postgres,
                    writer: pool.clone(),
                    reader: pool,
                })
            }
        }
    }
    /// Opens a SQLite file that another process owns: every connection refuses to write.
    ///
    /// # Errors
    /// As [`Db::open`].
    pub async fn open_reading(path: &Path) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let reader = sqlite_pool(path, READERS, READER_CACHE_KIB, true).await?;
        Ok(Self {
            engine: Engine::Sqlite,
            writer: reader.clone(),
            reader,
        })
    }
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }
    /// Begins a write: IMMEDIATE on SQLite's one writer, SERIALIZABLE on PostgreSQL.
    ///
    /// # Errors
    /// `overloaded` when no connection comes free.
    pub async fn write(&self) -> Result<Tx> {
        let inner = self.writer.begin_with(self.engine.begin_write()).await?;
        Ok(Tx {
            inner,
            engine: self.engine,
        })
    }
    /// Begins a read-only snapshot.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub async fn read(&self) -> Result<Tx> {
        let inner = self.reader.begin_with(self.engine.begin_read()).await?;
        Ok(Tx {
            inner,
            engine: self.engine,
        })
    }
    /// Copies a SQLite database into a new file, consistent and compact, beside running readers and writers.
    ///
    /// # Errors
    /// `disk_full`, `workspace_damaged`; `only_local` on PostgreSQL, whose administrator has better means.
    pub async fn copy_into(&self, to: &Path) -> Result<()> {
        if self.engine == Engine::Postgres {
            return Err(Error::new(Code::OnlyLocal));
        }
        if to.exists() {
            std::fs::remove_file(to)?;
        }
        let quoted = to.display().to_string().replace('\'', "''");
        let mut conn = self.reader.acquire().await?;
        // `query_only` would hold for the new file also; it must be on again before anybody reads through this one.
        sqlx::raw_sql("pragma query_only = off")
            .execute(&mut *conn)
            .await?;
        let copy = AssertSqlSafe(format!("vacuum into '{quoted}'"));
        let copied = sqlx::raw_sql(copy).execute(&mut *conn).await;
        sqlx::raw_sql("pragma query_only = on")
            .execute(&mut *conn)
            .await?;
        copied?;
        Ok(())
    }
    /// Closes the pools; SQLite folds its log into the file.
    pub async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
    }
}

impl Tx {
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }
    pub(crate) fn conn(&mut self) -> &mut AnyConnection {
        &mut self.inner
    }
    /// Makes it last.
    ///
    /// # Errors
    /// A database error; on PostgreSQL a serialization failure is `overloaded`.
    pub async fn commit(self) -> Result<()> {
        Ok(self.inner.commit().await?)
    }
    /// Undoes it.
    ///
    /// # Errors
    /// A database error.
    pub async fn rollback(self) -> Result<()> {
        Ok(self.inner.rollback().await?)
    }
}

pub(super) fn unreachable(error: sqlx::Error) -> Error {
    match super::error_of(error) {
        e if e.code == Code::Fault => Error::new(Code::DatabaseUnreachable).because(e),
        e => e,
    }
}

/// One connection of its own, tried once.
pub(super) async fn connection(url: &str) -> Result<AnyConnection> {
    sqlx::any::install_default_drivers();
    let refused = |why: String| Error::new(Code::DatabaseUnreachable).because(why);
    let options = options(url)?;
    let connect = AnyConnection::connect_with(&options);
    let connected = tokio::time::timeout(std::time::Duration::from_secs(20), connect).await;
    let connected = connected.map_err(|late| refused(late.to_string()))?;
    connected.map_err(|error| refused(error.to_string()))
}

fn options(url: &str) -> Result<AnyConnectOptions> {
    AnyConnectOptions::from_str(url).map_err(|e| Error::new(Code::DatabaseUnreachable).because(e))
}

/// The URL of a file: `%`-encoding keeps `?`, `#` and spaces of folder names apart from the URL's own.
pub(super) fn sqlite_url(path: &Path, mode: &str) -> String {
    let mut encoded = String::new();
    for byte in path.to_string_lossy().replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b':' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    format!("sqlite://{encoded}?mode={mode}")
}

async fn sqlite_pool(path: &Path, connections: u32, cache_kib: u32, read_only: bool) -> Result<AnyPool> {
    let query_only = if read_only { "on" } else { "off" };
    let pragmas = format!(
        "pragma busy_timeout = 10000; pragma foreign_keys = on; pragma synchronous = full; \
         pragma fullfsync = on; pragma checkpoint_fullfsync = on; pragma cache_size = -{cache_kib}; \
         pragma temp_store = memory; pragma wal_autocheckpoint = 8000; pragma journal_size_limit = 67108864; pragma query_only = {query_only};"
    );
    let pool = AnyPoolOptions::new()
        .max_connections(connections)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(std::time::Duration::from_secs(60))
        .after_connect(move |conn, _| {
            let pragmas = pragmas.clone();
            Box::pin(async move {
                sqlx::raw_sql(AssertSqlSafe(pragmas)).execute(conn).await?;
                Ok(())
            })
        })
        .connect_with(options(&sqlite_url(path, "rw"))?)
        .await?;
    Ok(pool)
}

/// Opens a file that nobody uses with one connection, before a pool does: a pool takes no file's own word for it that
/// it cannot be opened, and tries for a minute.
///
/// # Errors
/// `workspace_damaged`, `workspace_not_a_database`, `workspace_read_only`.
pub(crate) async fn probe_sqlite(path: &Path) -> Result<()> {
    use sqlx::Connection;
    connect(path, "rw", "select count(*) from sqlite_master")
        .await?
        .close()
        .await?;
    Ok(())
}

/// One connection, after a statement that reads the first pages: what a torn copy or a foreign file breaks first.
async fn connect(path: &Path, mode: &str, first: &'static str) -> Result<AnyConnection> {
    use sqlx::Connection;
    let mut conn = AnyConnection::connect(&sqlite_url(path, mode))
        .await
        .map_err(|e| {
            let error = super::error_of(e);
            let error = if error.code == Code::Fault {
                Error::new(Code::WorkspaceReadOnly).because(error)
            } else {
                error
            };
            error.with("path", path.display().to_string())
        })?;
    sqlx::raw_sql(first).execute(&mut conn).await?;
    Ok(conn)
}

/// Creates the file where it is missing, sets the write-ahead log, and looks for damage that a first glance shows.
///
/// # Errors
/// `workspace_damaged`, `workspace_not_a_database`, `workspace_read_only`, `disk_full`.
pub(crate) async fn prepare_sqlite(path: &Path) -> Result<()> {
    use sqlx::Row;
    let mut conn = connect(path, "rwc", "pragma journal_mode = wal").await?;
    let row = sqlx::query("select count(*) from sqlite_master")
        .fetch_one(&mut conn)
        .await?;
    let _tables: i64 = row.try_get(0)?;
    conn.close().await?;
    Ok(())
}
