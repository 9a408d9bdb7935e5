//! A run: read, stage, publish.

use super::inspect::{kind_for, refused};
use super::kinds::{ImportKind, ParserSetup, Publish, Published};
use super::read::{Piece, ReadOutcome, Reading, read_all};
use super::report::{Doubles, ImportReport, MadeCount, OnErrors};
use super::store;
use crate::access::Need;
use crate::db::{Column, Tx, insert_rows};
use crate::documents::{Series, reserve};
use crate::error::{Error, Result};
use crate::files::{self, FileKind, OpenedFile};
use crate::grids::FileRef;
use crate::history::Change;
use crate::jobs::JobCx;
use crate::kernel::{BatchId, Currency, Zone};
use crate::operation::{Cx, JobOperation};
use crate::settings;
use outpost_export::{Limits, Mapping, read};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tokio::sync::mpsc;
use ts_rs::TS;

/// Input of `imports.run`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(rename = "ImportRunInput")]
#[serde(deny_unknown_fields)]
pub struct Run {
    upload: String,
    kind: String,
    mapping: Mapping,
    /// IANA zone of dates that name none, where the mapping tells none; else the workspace's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    zone: Option<String>,
    doubles: Doubles,
    errors: OnErrors,
    /// Make outlets and categories that rows name and that do not exist.
    create_missing: bool,
    dry_run: bool,
}

impl JobOperation for Run {
    const NAME: &'static str = "imports.run";
    const DOC: &'static str = "Imports an uploaded file, or tells what that would do.";
    const NEEDS: Need = Need::Anyone;
    const TAGS: &'static [&'static str] = &[
        "import_batches",
        "work_orders",
        "outlets",
        "regions",
        "engineers",
        "customers",
    ];
    type Report = ImportReport;

    async fn check(&self, cx: &mut Cx) -> Result<()> {
        let kind = kind_for(cx, &self.kind)?;
        let file = files::own(cx, &self.upload).await?;
        if let Some(zone) = &self.zone {
            Zone::parse(zone).ok_or_else(|| Error::invalid("zone"))?;
        }
        // A file that is no table, and a mapping that does not fit, are refused before any job begins.
        let (choices, mapping, fields) = (self.mapping.choices.clone(), self.mapping.clone(), kind.fields());
        super::inspect::blocking(move || {
            let table = read::open_file(&file.path, &choices, &Limits::default()).map_err(refused)?;
            mapping.bind(table.columns(), &fields, "UTC").map_err(refused)?;
            Ok(())
        })
        .await
    }

    async fn work(&self, cx: &JobCx) -> Result<ImportReport> {
        let registry = cx.app.registry();
        let kind = registry.imports().iter().find(|k| k.kind() == self.kind).cloned();
        let kind = kind.ok_or_else(|| Error::invalid("kind"))?;
        let file = files::find(&cx.app, &self.upload, cx.actor.id).await?;
        let batch = self.begin(cx, &file).await?;
        let outcome = self.read_and_publish(cx, &kind, &file, batch).await;
        let state = match &outcome {
            Ok(report) if report.committed => None,
            _ => Some("failed"),
        };
        // Staging goes whatever happened; a failure here is swept at the next start.
        if let Err(error) = clean(cx, kind.stage(), batch, state).await {
            tracing::warn!(%error, "staged rows stay until the next start");
        }
        outcome
    }
}

impl Run {
    async fn begin(&self, cx: &JobCx, file: &OpenedFile) -> Result<BatchId> {
        let (kind, name, actor, now) = (self.kind.clone(), file.name.clone(), cx.actor.clone(), cx.now());
        cx.write(&[], move |tx, _| {
            let (kind, name, actor) = (kind.clone(), name.clone(), actor.clone());
            Box::pin(async move { store::insert(tx, &kind, &name, &actor, now).await })
        })
        .await
    }

    async fn read_and_publish(
        &self,
        cx: &JobCx,
        kind: &Arc<dyn ImportKind>,
        file: &OpenedFile,
        batch: BatchId,
    ) -> Result<ImportReport> {
        let (rejects_id, rejects_path) = cx.app.files().fresh();
        let outcome = self.stage(cx, kind, file, batch, rejects_path).await?;
        let rejects = match outcome.rejects {
            true => Some(note_rejects(cx, &rejects_id, &file.name).await?),
            false => None,
        };
        let rejected = outcome.reasons.rows;
        let mut report = ImportReport {
            batch_id: None,
            read: outcome.read,
            created: 0,
            updated: 0,
            skipped: 0,
            settled: 0,
            rejected,
            flagged: counts(&outcome.finished.flagged),
            reasons: outcome.reasons.list(),
            rejects,
            dry_run: self.dry_run,
            committed: false,
            made: Vec::new(),
        };
        let blocked = rejected > 0 && self.errors == OnErrors::AllOrNothing;
        let publish = Publish {
            batch,
            doubles: self.doubles,
            dry: self.dry_run || blocked,
            now: cx.now(),
            actor: cx.actor.clone(),
            finished: outcome.finished,
        };
        self.publish(cx, kind, publish, &mut report, outcome.signature, &file.name)
            .await?;
        Ok(report)
    }

    /// Reads on a thread of its own while this task writes the staged rows.
    async fn stage(
        &self,
        cx: &JobCx,
        kind: &Arc<dyn ImportKind>,
        file: &OpenedFile,
        batch: BatchId,
        rejects: std::path::PathBuf,
    ) -> Result<ReadOutcome> {
        let mut tx = cx.app.db().read().await?;
        let set = settings::load(&mut tx).await?;
        let fields = kind.fields();
        let digits = Currency::parse(&set.currency).map_or(2, |c| c.digits());
        let setup = ParserSetup {
            zone: set.zone()?,
            now: cx.now(),
            currency_digits: digits as u8,
            create_missing: self.create_missing,
            mapped: fields
                .iter()
                .map(|f| self.mapping.fields.contains_key(&f.key))
                .collect(),
        };
        let day = set.zone()?.day(cx.now());
        let parser = kind.parser(&mut tx, setup).await?;
        tx.commit().await?;
        let reading = Reading {
            path: file.path.clone(),
            choices: self.mapping.choices.clone(),
            mapping: self.mapping.clone(),
            fields,
            zone: self.zone.clone().unwrap_or(set.zone),
            parser,
            rejects,
            locale: cx.locale,
            cancel: cx.cancel_flag(),
        };
        let (send, mut receive) = mpsc::channel(2);
        let reader = tokio::task::spawn_blocking(move || read_all(reading, &send));
        let series = kind.numbers().map(|prefix| Series::of(prefix, day));
        let mut stager = Stager::new(cx, kind.stage(), batch, series);
        let mut staged = Ok(());
        while let Some(Piece::Rows(columns, (bytes, of))) = receive.recv().await {
            staged = stager.add(columns).await;
            staged = staged.and_then(|()| cx.progress("reading", bytes, of));
            if staged.is_err() {
                break;
            }
        }
        staged = match staged {
            Ok(()) => stager.commit().await,
            error => error,
        };
        drop(receive);
        let outcome = reader.await.map_err(Error::fault)?;
        staged?;
        outcome
    }

    async fn publish(
        &self,
        cx: &JobCx,
        kind: &Arc<dyn ImportKind>,
        publish: Publish,
        report: &mut ImportReport,
        signature: String,
        file: &str,
    ) -> Result<()> {
        cx.progress("publishing", 0, None)?;
        let (dry, batch) = (publish.dry, publish.batch);
        let (kind, publish, mapping) = (kind.clone(), Arc::new(publish), self.mapping.clone());
        let (name, file, now) = (self.kind.clone(), file.to_owned(), cx.now());
        let draft = report.clone();
        let tags = if dry { &[][..] } else { kind.tags() };
        let published: Published = cx
            .write(tags, move |tx, changes| {
                let (kind, publish, mapping) = (kind.clone(), publish.clone(), mapping.clone());
                let (name, file, signature, mut draft) =
                    (name.clone(), file.clone(), signature.clone(), draft.clone());
                Box::pin(async move {
                    if !publish.finished.names.is_empty() {
                        store::add_names(tx, batch, &publish.finished.names).await?;
                    }
                    let published = kind.publish(tx, &publish).await?;
                    if publish.dry {
                        return Ok(published);
                    }
                    fill(&mut draft, &published, batch, true);
                    store::remember(tx, &name, &signature, &mapping, now).await?;
                    let content = published.content.clone();
                    let finish = store::Finish {
                        batch,
                        state: "committed",
                        report: &draft,
                        content,
                        now,
                    };
                    store::finish(tx, finish).await?;
                    changes.push(
                        Change::new("import_batch", batch, "imported")
                            .with("file", file)
                            .with("created", published.created)
                            .with("updated", published.updated)
                            .with("content", published.content.clone().unwrap_or_default()),
                    );
                    Ok(published)
                })
            })
            .await?;
        fill(report, &published, batch, !dry);
        Ok(())
    }
}

fn fill(report: &mut ImportReport, published: &Published, batch: BatchId, committed: bool) {
    (report.created, report.updated, report.skipped) =
        (published.created, published.updated, published.skipped);
    report.settled = published.settled;
    report.made = counts(&published.made);
    report.committed = committed;
    report.batch_id = committed.then_some(batch);
}

fn counts(list: &[(&'static str, i64)]) -> Vec<MadeCount> {
    let some = list.iter().filter(|(_, count)| *count > 0);
    some.map(|(code, count)| MadeCount {
        code: (*code).to_owned(),
        count: *count,
    })
    .collect()
}

async fn note_rejects(cx: &JobCx, id: &str, file: &str) -> Result<FileRef> {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let name = format!("{stem}-rejected.csv");
    let bytes = std::fs::metadata(cx.app.files().path(id))?.len();
    files::note(
        cx.app.db(),
        id,
        cx.actor.id,
        FileKind::Rejects,
        &name,
        bytes,
        cx.now(),
    )
    .await?;
    Ok(FileRef {
        file: id.to_owned(),
        name,
        bytes: bytes as i64,
    })
}

/// Writes staged rows: several chunks in one short transaction, since each commit waits for the disk.
struct Stager<'a> {
    cx: &'a JobCx,
    stage: &'static str,
    batch: BatchId,
    /// Document numbers, reserved by the block: gaps are allowed, doubles are not.
    series: Option<Series>,
    next: i64,
    left: i64,
    open: Option<Tx>,
    rows: i64,
}

/// Rows of one transaction.
const ROWS_A_COMMIT: i64 = 20_000;

impl<'a> Stager<'a> {
    fn new(cx: &'a JobCx, stage: &'static str, batch: BatchId, series: Option<Series>) -> Self {
        Self {
            cx,
            stage,
            batch,
            series,
            next: 0,
            left: 0,
            open: None,
            rows: 0,
        }
    }

    async fn add(&mut self, mut columns: Vec<(&'static str, Column)>) -> Result<()> {
        let rows = columns.first().map_or(0, |(_, c)| c.len());
        // A block is reserved before the transaction opens: on SQLite both would wait for the one writer.
        let numbers = match self.open {
            Some(_) if self.left < rows as i64 => {
                self.commit().await?;
                self.numbers(rows as i64).await?
            }
            _ => self.numbers(rows as i64).await?,
        };
        if let Some(numbers) = numbers {
            columns.push(("number", Column::Text(numbers)));
        }
        columns.push(("batch_id", Column::Int(vec![Some(self.batch.0); rows])));
        if self.open.is_none() {
            self.open = Some(self.cx.app.db().write().await?);
        }
        if let Some(tx) = &mut self.open {
            insert_rows(tx, self.stage, columns, "").await?;
        }
        self.rows += rows as i64;
        if self.rows >= ROWS_A_COMMIT {
            self.commit().await
        } else {
            Ok(())
        }
    }

    async fn numbers(&mut self, rows: i64) -> Result<Option<Vec<Option<String>>>> {
        let Some(series) = &self.series else {
            return Ok(None);
        };
        if self.left < rows {
            let block = ROWS_A_COMMIT.max(rows);
            self.next = reserve(self.cx.app.db(), series, block).await?;
            self.left = block;
        }
        let first = self.next;
        (self.next, self.left) = (first + rows, self.left - rows);
        Ok(Some(
            (first..first + rows).map(|n| Some(series.text(n))).collect(),
        ))
    }

    async fn commit(&mut self) -> Result<()> {
        self.rows = 0;
        match self.open.take() {
            Some(tx) => tx.commit().await,
            None => Ok(()),
        }
    }
}

async fn clean(cx: &JobCx, stage: &'static str, batch: BatchId, state: Option<&'static str>) -> Result<()> {
    cx.write(&[], move |tx, _| {
        Box::pin(async move {
            store::clear_stage(tx, stage, batch).await?;
            if let Some(state) = state {
                store::set_state(tx, batch, "staging", state).await?;
            }
            Ok(())
        })
    })
    .await
}
