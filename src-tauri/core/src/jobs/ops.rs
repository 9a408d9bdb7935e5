//! Seeing and cancelling one's own jobs; `admin.manage` sees everybody's.

use super::{JobState, JobView, store};
use crate::access::Need;
use crate::error::{Code, Error, Result};
use crate::kernel::JobId;
use crate::operation::{Cx, OpKind, Operation};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

async fn own(cx: &mut Cx, id: JobId) -> Result<JobView> {
    let job = store::get(&mut cx.tx, id)
        .await?
        .ok_or_else(|| Error::not_found("job"))?;
    let actor = cx.actor()?;
    if job.user_id != actor.id && !actor.may("admin.manage") {
        return Err(Error::not_found("job"));
    }
    Ok(cx.app.jobs().fresh(job))
}

/// One job.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "JobInput")]
#[serde(deny_unknown_fields)]
pub struct Get {
    id: JobId,
}

impl Operation for Get {
    const NAME: &'static str = "jobs.get";
    const DOC: &'static str = "One job: its progress, and its result when done.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["jobs"];
    type Output = JobView;
    async fn run(&self, cx: &mut Cx) -> Result<JobView> {
        own(cx, self.id).await
    }
}

/// The latest jobs.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "JobsInput")]
#[serde(deny_unknown_fields)]
pub struct List {}

#[derive(Debug, Serialize, TS)]
pub struct JobList {
    pub jobs: Vec<JobView>,
}

impl Operation for List {
    const NAME: &'static str = "jobs.list";
    const DOC: &'static str = "One's latest jobs, newest first.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["jobs"];
    type Output = JobList;
    async fn run(&self, cx: &mut Cx) -> Result<JobList> {
        let id = cx.actor()?.id;
        let jobs = store::latest(&mut cx.tx, id).await?;
        Ok(JobList {
            jobs: jobs.into_iter().map(|j| cx.app.jobs().fresh(j)).collect(),
        })
    }
}

/// Asks a job to stop.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CancelJobInput")]
#[serde(deny_unknown_fields)]
pub struct Cancel {
    id: JobId,
}

impl Operation for Cancel {
    const NAME: &'static str = "jobs.cancel";
    const DOC: &'static str = "Asks a job to stop; it undoes what it began.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["jobs"];
    type Output = JobView;
    async fn run(&self, cx: &mut Cx) -> Result<JobView> {
        let job = own(cx, self.id).await?;
        if job.state.is_final() {
            return Err(Error::new(Code::JobNotRunning));
        }
        if !cx.app.jobs().cancel(self.id) && job.state == JobState::Queued {
            return Err(Error::new(Code::JobNotRunning));
        }
        Ok(job)
    }
}
