//! A SQL text with its bound values. Values are always bound; the text is a constant or built by `db/`.

use super::{Engine, Tx};
use crate::access::Scope;
use crate::error::Result;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::{Arguments, AssertSqlSafe, Encode, FromRow, Row, Type};

/// How a table is cut down to what a person may see.
#[derive(Debug, Clone, Copy)]
pub struct Scoped {
    /// The expression that holds the outlet's id, e.g. `w.outlet_id`.
    pub outlet: &'static str,
    /// The expression that holds the engineer's id, where rows belong to an engineer.
    pub engineer: Option<&'static str>,
}

/// A value whose type is known only when the program runs (grid filters, bulk rows).
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Int(Option<i64>),
    Real(Option<f64>),
    Text(Option<String>),
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(Some(value))
    }
}
impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(Some(value))
    }
}

/// A text and its values; make one with [`sql`].
#[derive(Default)]
pub struct Sql {
    text: String,
    args: AnyArguments,
    count: usize,
    error: Option<String>,
}

impl std::fmt::Debug for Sql {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sql")
            .field("text", &self.text)
            .field("binds", &self.count)
            .finish_non_exhaustive()
    }
}

/// Starts from a text with `$1`, `$2` … for [`Sql::bind`] and, on a scoped table, one or more `{scope}`.
#[must_use]
pub fn sql(text: impl Into<String>) -> Sql {
    Sql {
        text: text.into(),
        ..Sql::default()
    }
}

impl Sql {
    /// Binds the next `$n`.
    #[must_use]
    pub fn bind<'t, T: Encode<'t, sqlx::Any> + Type<sqlx::Any>>(mut self, value: T) -> Self {
        if let Err(error) = self.args.add(value) {
            self.error = Some(error.to_string());
        }
        self.count += 1;
        self
    }
    /// Binds a value of a kind known only now.
    #[must_use]
    pub fn bind_value(self, value: Value) -> Self {
        match value {
            Value::Int(v) => self.bind(v),
            Value::Real(v) => self.bind(v),
            Value::Text(v) => self.bind(v),
        }
    }
    #[must_use]
    pub fn bind_all(self, values: impl IntoIterator<Item = Value>) -> Self {
        values.into_iter().fold(self, Sql::bind_value)
    }
    /// Fills `{scope}`. Call it after all binds: it appends its own.
    #[must_use]
    pub fn scope(mut self, scope: &Scope, on: Scoped) -> Self {
        let bind = format!("${}", self.count + 1);
        let (condition, value) = scope.condition(on, &bind);
        self.text = self.text.replace("{scope}", &condition);
        match value {
            Some(value) => self.bind_value(value),
            None => self,
        }
    }
    /// Fills another `{word}` with text of ours (never a value from outside).
    #[must_use]
    pub fn fill(mut self, word: &str, text: &str) -> Self {
        self.text = self.text.replace(&format!("{{{word}}}"), text);
        self
    }
    fn ready(self) -> Result<(AssertSqlSafe<String>, AnyArguments)> {
        debug_assert!(!self.text.contains("{scope}"), "unfilled scope in: {}", self.text);
        match self.error {
            Some(error) => Err(crate::error::Error::fault(error)),
            None => Ok((AssertSqlSafe(self.text), self.args)),
        }
    }
    /// All rows as tuples or structs.
    ///
    /// # Errors
    /// A database error, in our language.
    pub async fn all<T>(self, tx: &mut Tx) -> Result<Vec<T>>
    where
        T: for<'r> FromRow<'r, AnyRow> + Send + Unpin,
    {
        let (text, args) = self.ready()?;
        Ok(sqlx::query_as_with(text, args).fetch_all(tx.conn()).await?)
    }
    /// The first row, if any.
    ///
    /// # Errors
    /// As [`Sql::all`].
    pub async fn optional<T>(self, tx: &mut Tx) -> Result<Option<T>>
    where
        T: for<'r> FromRow<'r, AnyRow> + Send + Unpin,
    {
        let (text, args) = self.ready()?;
        Ok(sqlx::query_as_with(text, args).fetch_optional(tx.conn()).await?)
    }
    /// The one row.
    ///
    /// # Errors
    /// As [`Sql::all`]; no row is a fault.
    pub async fn one<T>(self, tx: &mut Tx) -> Result<T>
    where
        T: for<'r> FromRow<'r, AnyRow> + Send + Unpin,
    {
        let (text, args) = self.ready()?;
        Ok(sqlx::query_as_with(text, args).fetch_one(tx.conn()).await?)
    }
    /// One number (`count`, `returning id` …).
    ///
    /// # Errors
    /// As [`Sql::one`].
    pub async fn number(self, tx: &mut Tx) -> Result<i64> {
        let row: (Option<i64>,) = self.one(tx).await?;
        Ok(row.0.unwrap_or(0))
    }
    /// Raw rows, for grids whose columns are known only now.
    ///
    /// # Errors
    /// As [`Sql::all`].
    pub async fn rows(self, tx: &mut Tx) -> Result<Vec<AnyRow>> {
        let (text, args) = self.ready()?;
        Ok(sqlx::query_with(text, args).fetch_all(tx.conn()).await?)
    }
    /// Runs a statement; answers how many rows it touched.
    ///
    /// # Errors
    /// As [`Sql::all`].
    pub async fn run(self, tx: &mut Tx) -> Result<u64> {
        let (text, args) = self.ready()?;
        Ok(sqlx::query_with(text, args)
            .execute(tx.conn())
            .await?
            .rows_affected())
    }
    /// The statement's plan as text, for tests that keep an index in use.
    ///
    /// # Errors
    /// As [`Sql::all`].
    pub async fn plan(mut self, tx: &mut Tx) -> Result<String> {
        let (prefix, column) = match tx.engine() {
            Engine::Sqlite => ("explain query plan ", "detail"),
            Engine::Postgres => ("explain ", "QUERY PLAN"),
        };
        self.text.insert_str(0, prefix);
        let rows = self.rows(tx).await?;
        let lines: Vec<String> = rows.iter().filter_map(|row| row.try_get(column).ok()).collect();
        Ok(lines.join("\n"))
    }
}
