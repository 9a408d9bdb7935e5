//! The morning brief as one page to print.

use super::model::{Brief, BriefChange, BriefDue, BriefRisk, InsightFilter, MonitorRow, RiskKey, Versus};
use super::selection::Selection;
use crate::access::Need;
use crate::error::Result;
use crate::history::Change;
use crate::jobs::JobCx;
use crate::operation::{Cx, JobOperation};
use crate::prints::{NONE, Press, PrintReport, Words};
use outpost_print::{Align, Block, Cell, Column, Document, Mark, Point, Sheet, Table, Tone};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Input of `insight.brief_pdf`.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(rename = "InsightBriefPdfInput")]
#[serde(deny_unknown_fields)]
pub(super) struct BriefPdf {
    #[serde(flatten)]
    filter: InsightFilter,
}

impl JobOperation for BriefPdf {
    const NAME: &'static str = "insight.brief_pdf";
    const DOC: &'static str = "The morning brief as one page to print.";
    const NEEDS: Need = Need::Permission("insight.read");
    const TAGS: &'static [&'static str] = &[];
    const TOLD: bool = false;
    type Report = PrintReport;

    async fn check(&self, cx: &mut Cx) -> Result<()> {
        let scope = cx.actor()?.scope.clone();
        let period = self.filter.clone().at(cx.now);
        Selection::of(&mut cx.tx, &scope, &period).await.map(drop)
    }

    async fn work(&self, cx: &JobCx) -> Result<PrintReport> {
        let mut tx = cx.app.db().read().await?;
        let press = Press::of(cx, &mut tx).await?;
        let brief = super::brief(&mut tx, &cx.actor.scope, &self.filter, cx.now()).await?;
        tx.commit().await?;
        let words = &press.words;
        let title = words.text("prints:brief.title", &[]);
        let name = format!("{title} {}", words.date(brief.today));
        let lead = [
            ("open", &*words.integer(brief.open)),
            ("overdue", &*words.integer(brief.overdue)),
        ];
        let at = words.date_time(brief.as_of);
        let sheet = Sheet {
            title,
            subtitle: Some(words.text("insight:as_of", &[("at", &at)])),
            blocks: vec![
                Block::Text {
                    title: None,
                    text: words.text("prints:brief.lead", &lead),
                },
                changes(&brief, words),
                risks(&brief, words),
                due(&brief, words),
                oldest(&brief, words),
            ],
            ..Sheet::default()
        };
        let change = Change::new("export", cx.actor.id, "printed")
            .with("document", "brief")
            .with("filter", serde_json::to_string(&self.filter)?);
        press
            .print(cx, Document::Sheets(vec![sheet]), &name, change)
            .await
    }
}

fn said(words: &Words, key: &str) -> String {
    words.text(&format!("prints:brief.{key}"), &[])
}

fn columns(words: &Words, keys: &[(&str, Align)]) -> Vec<Column> {
    keys.iter()
        .map(|(key, align)| Column::new(said(words, key), *align))
        .collect()
}

fn changes(brief: &Brief, words: &Words) -> Block {
    let row = |change: &BriefChange| {
        let key = serde_json::to_value(change.key).unwrap_or_default();
        let (word, tone) = match change.versus {
            Versus::Above => ("above", Tone::Warning),
            Versus::Below => ("below", Tone::Warning),
            Versus::Usual => ("usual_level", Tone::Met),
            Versus::Unknown => ("unknown", Tone::Running),
        };
        let mark = Mark {
            word: said(words, word),
            tone,
        };
        // Hundredths of an order.
        let tenths = |hundredths: i64| words.percent(hundredths).trim_end_matches('%').to_owned();
        vec![
            said(words, key.as_str().unwrap_or_default()).into(),
            words.integer(change.value).into(),
            change.usual.map_or(NONE.to_owned(), tenths).into(),
            Cell::Mark(mark),
        ]
    };
    let day = words.date(brief.yesterday);
    let weeks = words.integer(brief.weeks);
    Block::Table(Table {
        title: Some(words.text("prints:brief.changes", &[("day", &day)])),
        columns: columns(
            words,
            &[
                ("what", Align::Start),
                ("count", Align::End),
                ("usual", Align::End),
                ("versus", Align::Start),
            ],
        ),
        rows: brief.changes.iter().map(row).collect(),
        total: None,
        note: Some(words.text("prints:brief.usual_is", &[("count", &weeks)])),
    })
}

fn risks(brief: &Brief, words: &Words) -> Block {
    let everywhere = said(words, "everywhere");
    let point = |risk: &BriefRisk| {
        let (key, value, before) = match risk.key {
            RiskKey::BacklogGrowing => (
                "backlog_growing",
                words.integer(risk.value),
                words.integer(risk.before),
            ),
            RiskKey::OnTimeFalling => (
                "on_time_falling",
                words.percent(risk.value),
                words.percent(risk.before),
            ),
            RiskKey::OverdueLong => (
                "overdue_long",
                words.integer(risk.value),
                words.duration(risk.before, true),
            ),
        };
        let orders = words.integer(risk.orders);
        let params = [("value", &*value), ("before", &*before), ("orders", &*orders)];
        Point {
            text: risk.name.clone().unwrap_or_else(|| everywhere.clone()),
            detail: Some(words.text(&format!("prints:brief.{key}"), &params)),
            tone: Some(Tone::Warning),
        }
    };
    let title = Some(said(words, "risks"));
    match brief.risks.is_empty() {
        true => Block::Text {
            title,
            text: said(words, "no_risks"),
        },
        false => Block::Points {
            title,
            points: brief.risks.iter().map(point).collect(),
        },
    }
}

fn due(brief: &Brief, words: &Words) -> Block {
    let title = Some(said(words, "due"));
    if brief.due.is_empty() {
        return Block::Text {
            title,
            text: said(words, "nothing_due"),
        };
    }
    let row = |line: &BriefDue| {
        let outlet = line
            .outlet
            .clone()
            .unwrap_or_else(|| words.text("insight:ranking.no_outlet", &[]));
        vec![
            outlet.into(),
            words.integer(line.due_today).into(),
            words.integer(line.late_today).into(),
            words.integer(line.overdue).into(),
        ]
    };
    let more = words.integer(brief.more_due);
    Block::Table(Table {
        title,
        columns: columns(
            words,
            &[
                ("outlet", Align::Start),
                ("due_today", Align::End),
                ("late_today", Align::End),
                ("overdue", Align::End),
            ],
        ),
        rows: brief.due.iter().map(row).collect(),
        total: None,
        note: (brief.more_due > 0).then(|| words.text("prints:brief.more_due", &[("count", &more)])),
    })
}

fn oldest(brief: &Brief, words: &Words) -> Block {
    let title = Some(said(words, "oldest"));
    if brief.oldest.is_empty() {
        return Block::Text {
            title,
            text: said(words, "nothing_old"),
        };
    }
    let row = |order: &MonitorRow| {
        let age = words.duration(brief.as_of.0 - order.opened_at.0, true);
        let late = order.due_at < brief.as_of;
        let due = words.date_time(order.due_at);
        vec![
            order.number.clone().into(),
            order.category.clone().unwrap_or_default().into(),
            order.outlet.clone().unwrap_or_default().into(),
            match late {
                true => Cell::Mark(words.mark("overdue", due)),
                false => due.into(),
            },
            age.into(),
        ]
    };
    let label = |key: &str| words.text(&format!("grid:work_orders.columns.{key}"), &[]);
    Block::Table(Table {
        title,
        columns: vec![
            Column::new(label("number"), Align::Start),
            Column::new(label("category"), Align::Start),
            Column::new(label("outlet_name"), Align::Start),
            Column::new(label("due_at"), Align::Start),
            Column::new(said(words, "open_for"), Align::End),
        ],
        rows: brief.oldest.iter().map(row).collect(),
        ..Table::default()
    })
}
