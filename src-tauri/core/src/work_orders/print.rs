//! `work_orders.print`: service sheets 服务单, one to a page or more, in one file: what an engineer takes along and the
//! customer signs.

use super::clocks;
use super::document::WorkOrderDocument;
use super::store::{self, Order, OrderExtra};
use crate::access::Need;
use crate::db::Tx;
use crate::db::grid::personal;
use crate::documents::DocumentKind as _;
use crate::error::{Code, Error, Result};
use crate::history::Change;
use crate::jobs::JobCx;
use crate::kernel::{Ms, WorkOrderId};
use crate::operation::{Cx, JobOperation};
use crate::prints::{NONE, Press, PrintReport, Words};
use crate::texts::lookup;
use outpost_print::{Align, Block, Cell, Column, Document, Field, Sheet, SignatureBox, Table};
use outpost_sla::milestone::MilestoneResult;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Sheets in one file. More are a day's work for a printer, and nobody looks through them.
const MOST: usize = 200;

/// Input of `work_orders.print`.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(rename = "PrintWorkOrdersInput")]
#[serde(deny_unknown_fields)]
pub struct Print {
    ids: Vec<WorkOrderId>,
}

impl JobOperation for Print {
    const NAME: &'static str = "work_orders.print";
    const DOC: &'static str = "Service sheets of these work orders as one PDF; noted in history.";
    const NEEDS: Need = Need::Permission("work_orders.read");
    const TAGS: &'static [&'static str] = &[];
    const TOLD: bool = false;
    type Report = PrintReport;

    async fn check(&self, cx: &mut Cx) -> Result<()> {
        if !(1..=MOST).contains(&self.ids.len()) {
            let error = Error::new(Code::NumberOutOfRange)
                .with("min", 1)
                .with("max", MOST as i64);
            return Err(error.at("ids"));
        }
        let scope = cx.actor()?.scope.clone();
        for id in &self.ids {
            let found = store::get(&mut cx.tx, &scope, *id).await?;
            found.ok_or_else(|| Error::not_found("work_order"))?;
        }
        Ok(())
    }

    async fn work(&self, cx: &JobCx) -> Result<PrintReport> {
        let mut tx = cx.app.db().read().await?;
        let press = Press::of(cx, &mut tx).await?;
        let mut sheets = Vec::with_capacity(self.ids.len());
        for (i, id) in self.ids.iter().enumerate() {
            cx.progress("reading", i as i64, Some(self.ids.len() as i64))?;
            sheets.push(sheet(cx, &mut tx, *id, &press.words).await?);
        }
        tx.commit().await?;
        let title = press.words.text("prints:sheet.title", &[]);
        let name = match &*sheets {
            [one] => format!("{title} {}", one.number.as_deref().unwrap_or_default()),
            _ => format!("{title} {}", press.words.date(cx.now())),
        };
        let change = Change::new("export", cx.actor.id, "printed")
            .with("document", "service_sheet")
            .with("ids", serde_json::to_string(&self.ids)?);
        press.print(cx, Document::Sheets(sheets), &name, change).await
    }
}

async fn sheet(cx: &JobCx, tx: &mut Tx, id: WorkOrderId, words: &Words) -> Result<Sheet> {
    let scope = &cx.actor.scope;
    let gone = || Error::not_found("work_order");
    let order = store::get(tx, scope, id).await?.ok_or_else(gone)?;
    let extra = store::extra(tx, scope, id).await?.ok_or_else(gone)?;
    let clocks::Clocks {
        clocks: judged,
        comparison,
        ..
    } = clocks::read(tx, &order, cx.now()).await?;
    let own = comparison.filter(|_| judged.is_empty());
    let paper = Paper {
        order: &order,
        extra: &extra,
        words,
        personal: cx.actor.sees_personal(),
    };
    let mut blocks = vec![paper.customer(), paper.service(), paper.fault()];
    blocks.extend(clock_table(&judged, words, None));
    if let Some(own) = &own {
        let revision = own.revision.to_string();
        let params = [("policy", &*own.policy), ("revision", &*revision)];
        let title = words.text("work_orders:comparison", &params);
        blocks.extend(clock_table(&own.clocks, words, Some(title)));
    }
    blocks.extend(paper.course());
    blocks.extend(paper.to_write_on());
    let title = words.text("prints:sheet.title", &[]);
    Ok(Sheet {
        title,
        state: Some(words.mark(&order.state, paper.option("state", &order.state))),
        subtitle: Some(paper.kind()),
        code: Some(order.number.clone()),
        number: Some(order.number.clone()),
        blocks,
    })
}

/// An order on its way to paper.
struct Paper<'a> {
    order: &'a Order,
    extra: &'a OrderExtra,
    words: &'a Words,
    personal: bool,
}

impl Paper<'_> {
    fn own(&self, key: &str) -> String {
        self.words.text(&format!("prints:sheet.{key}"), &[])
    }
    fn label(&self, column: &str) -> String {
        self.words
            .text(&format!("grid:work_orders.columns.{column}"), &[])
    }
    fn option(&self, column: &str, code: &str) -> String {
        let key = format!("grid:work_orders.{column}.{code}");
        lookup(self.words.locale, &key).unwrap_or(code).to_owned()
    }
    fn kind(&self) -> String {
        let mut parts = vec![
            self.option("kind", &self.order.kind),
            self.option("priority", &self.order.priority),
        ];
        parts.extend(self.order.category.clone());
        parts.join(" · ")
    }
    /// A column of the list under its heading, masked where the list masks it.
    fn field(&self, column: &str, value: Option<&str>) -> Field {
        let hides = WorkOrderDocument::field(column).is_some_and(|it| it.personal);
        let value = personal(value.map(str::to_owned), self.personal || !hides);
        Field {
            label: self.label(column),
            value: Cell::from(value.as_deref().unwrap_or(NONE)),
            wide: false,
        }
    }
    /// Left out where there is nothing: for what an order need not have.
    fn some(&self, column: &str, value: Option<&str>) -> Option<Field> {
        value.map(|value| self.field(column, Some(value)))
    }
    fn customer(&self) -> Block {
        let order = self.order;
        let fields = [
            Some(self.field("customer_name", order.customer_name.as_deref())),
            self.some("contact_name", order.contact_name.as_deref()),
            Some(self.field("contact_phone", order.contact_phone.as_deref())),
            Some(Field {
                wide: true,
                ..self.field("address", order.address.as_deref())
            }),
        ];
        Block::Fields {
            title: Some(self.own("customer")),
            fields: fields.into_iter().flatten().collect(),
        }
    }
    fn service(&self) -> Block {
        let (order, extra) = (self.order, self.extra);
        let at = |at: Option<i64>| at.map(|at| self.words.date_time(Ms(at)));
        let serial = Field {
            label: self.own("serial_number"),
            ..self.field("product_name", extra.serial_number.as_deref())
        };
        let appointment = at(extra.appointment_at).map(|at| Field {
            label: self.own("appointment"),
            value: at.into(),
            wide: false,
        });
        let fields = [
            Some(self.field("product_name", order.product_name.as_deref())),
            Some(serial),
            Some(self.field("outlet_name", order.outlet_name.as_deref())),
            Some(self.field("engineer_name", order.engineer_name.as_deref())),
            Some(self.field("opened_at", at(Some(order.opened_at.0)).as_deref())),
            self.some("external_number", order.external_number.as_deref()),
            appointment,
        ];
        Block::Fields {
            title: Some(self.own("service")),
            fields: fields.into_iter().flatten().collect(),
        }
    }
    fn fault(&self) -> Block {
        let title = Some(self.own("fault"));
        match self.order.description.as_deref().map(str::trim) {
            Some(text) if !text.is_empty() => Block::Text {
                title,
                text: text.to_owned(),
            },
            _ => Block::Lines { title, count: 2 },
        }
    }
    /// What has happened so far, and what it cost.
    fn course(&self) -> Option<Block> {
        let order = self.order;
        let at = |at: Option<i64>| at.map(|at| self.words.date_time(Ms(at)));
        let handling = order.handling_ms.map(|ms| self.words.duration(ms, true));
        let cost = order.cost.map(|cost| self.words.money(cost));
        let fields = [
            self.some("responded_at", at(order.responded_at).as_deref()),
            self.some("arrived_at", at(order.arrived_at).as_deref()),
            self.some("completed_at", at(order.completed_at).as_deref()),
            self.some("closed_at", at(order.closed_at).as_deref()),
            self.some("handling_ms", handling.as_deref()),
            self.some("cost", cost.as_deref()),
        ];
        let fields: Vec<Field> = fields.into_iter().flatten().collect();
        (!fields.is_empty()).then(|| Block::Fields {
            title: Some(self.own("course")),
            fields,
        })
    }
    /// Lines and boxes for the hand: an order that goes on needs them all, one that ended only the signatures.
    fn to_write_on(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        if matches!(self.order.state.as_str(), "open" | "in_progress") {
            let lines = |key: &str, count| Block::Lines {
                title: Some(self.own(key)),
                count,
            };
            blocks.extend([lines("work_done", 3), lines("parts_and_charges", 3)]);
        }
        let date_label = self.own("date");
        let boxes = ["customer_signs", "engineer_signs", "outlet_stamps"].map(|key| SignatureBox {
            label: self.own(key),
            date_label: date_label.clone(),
        });
        blocks.push(Block::Signatures { boxes: boxes.into() });
        blocks.push(Block::Note {
            text: self.own("confirm"),
        });
        blocks
    }
}

fn clock_table(clocks: &[MilestoneResult], words: &Words, title: Option<String>) -> Option<Block> {
    let own = |key: &str| words.text(&format!("sla:{key}"), &[]);
    let at = |ms: Option<i64>| Cell::from(ms.map_or(NONE.to_owned(), |ms| words.date_time(Ms(ms))));
    let rows: Vec<Vec<Cell>> = clocks
        .iter()
        .map(|clock| {
            let state = serde_json::to_value(clock.state).unwrap_or_default();
            let state = state.as_str().unwrap_or_default();
            vec![
                milestone(&clock.key, words).into(),
                Cell::Mark(words.mark(state, own(&format!("state.{state}")))),
                at(clock.due_ms),
                at(clock.stopped_at_ms),
                match clock.started_at_ms {
                    Some(_) => words
                        .duration(clock.elapsed_ms, clock.due_source.is_some_and(is_fixed))
                        .into(),
                    None => NONE.into(),
                },
            ]
        })
        .collect();
    let start = |key: &str| Column::new(words.text(&format!("prints:sheet.{key}"), &[]), Align::Start);
    (!rows.is_empty()).then(|| {
        Block::Table(Table {
            title: Some(title.unwrap_or_else(|| words.text("prints:sheet.clocks", &[]))),
            columns: vec![
                start("milestone"),
                start("state"),
                Column::new(own("due_at"), Align::Start),
                Column::new(own("stopped"), Align::Start),
                Column::new(own("elapsed"), Align::End),
            ],
            rows,
            ..Table::default()
        })
    })
}

fn is_fixed(source: outpost_sla::milestone::DueSource) -> bool {
    source == outpost_sla::milestone::DueSource::Fixed
}

/// The name of a milestone: its text, that of a promise, or the key that a policy's author chose.
fn milestone(key: &str, words: &Words) -> String {
    let plain = key.strip_prefix("promise.").unwrap_or(key);
    let name = lookup(words.locale, &format!("sla:milestone.{plain}")).unwrap_or(plain);
    match plain == key {
        true => name.to_owned(),
        false => format!("{} · {name}", words.text("sla:milestone.promise", &[])),
    }
}
