//! SQL of jobs.

use super::{JobState, JobView};
use crate::db::{Tx, sql};
use crate::error::Result;
use crate::kernel::{JobId, Ms, UserId};
use sqlx::FromRow;

const FIELDS: &str =
    "id, operation, actor_id, state, phase, done, total, result, error, created_at, finished_at";
const INSERT: &str = "insert into jobs (operation, actor_id, state, phase, input, created_at)
    values ($1, $2, 'running', 'started', $3, $4) returning id";
const FINISH: &str = "update jobs set state = $1, phase = 'done', done = $2, total = $3, result = $4, error = $5, finished_at = $6
    where id = $7 and state in ('queued', 'running')";

#[derive(Debug, FromRow)]
struct JobRow {
    id: JobId,
    operation: String,
    actor_id: UserId,
    state: String,
    phase: String,
    done: i64,
    total: Option<i64>,
    result: Option<String>,
    error: Option<String>,
    created_at: Ms,
    finished_at: Option<i64>,
}

impl JobRow {
    fn view(self) -> JobView {
        JobView {
            id: self.id,
            kind: self.operation,
            state: JobState::parse(&self.state),
            phase: self.phase,
            done: self.done,
            total: self.total,
            started_at: self.created_at,
            finished_at: self.finished_at.map(Ms),
            result: self.result.and_then(|r| serde_json::from_str(&r).ok()),
            error: self.error.and_then(|e| serde_json::from_str(&e).ok()),
            user_id: self.actor_id,
        }
    }
}

pub(super) async fn insert(
    tx: &mut Tx,
    operation: &str,
    actor: UserId,
    input: &str,
    now: Ms,
) -> Result<JobId> {
    let query = sql(INSERT)
        .bind(operation.to_owned())
        .bind(actor)
        .bind(input.to_owned())
        .bind(now);
    Ok(JobId(query.number(tx).await?))
}

pub(super) async fn finish(tx: &mut Tx, job: &JobView) -> Result<()> {
    let result = job.result.as_ref().map(ToString::to_string);
    let error = job.error.as_ref().map(serde_json::to_string).transpose()?;
    let query = sql(FINISH)
        .bind(job.state.as_str().to_owned())
        .bind(job.done)
        .bind(job.total)
        .bind(result);
    query
        .bind(error)
        .bind(job.finished_at.map(i64::from))
        .bind(job.id)
        .run(tx)
        .await?;
    Ok(())
}

/// Fails what is not over; answers those jobs as they are now.
pub(super) async fn interrupt(tx: &mut Tx, error: &str, now: Ms) -> Result<Vec<JobView>> {
    let text = format!(
        "update jobs set state = 'failed', error = $1, finished_at = $2 where state in ('queued', 'running')
        returning {FIELDS}"
    );
    let rows: Vec<JobRow> = sql(text).bind(error.to_owned()).bind(now).all(tx).await?;
    Ok(rows.into_iter().map(JobRow::view).collect())
}

pub(super) async fn get(tx: &mut Tx, id: JobId) -> Result<Option<JobView>> {
    let row: Option<JobRow> = sql(format!("select {FIELDS} from jobs where id = $1"))
        .bind(id)
        .optional(tx)
        .await?;
    Ok(row.map(JobRow::view))
}

pub(super) async fn latest(tx: &mut Tx, actor: UserId) -> Result<Vec<JobView>> {
    let text = format!("select {FIELDS} from jobs where actor_id = $1 order by id desc limit 30");
    let rows: Vec<JobRow> = sql(text).bind(actor).all(tx).await?;
    Ok(rows.into_iter().map(JobRow::view).collect())
}
