//! Making the demo network.

use super::accounts::{self, RUN};
use super::clear::give_up;
use super::demand::Demand;
use super::generate::{Ids, Numbers, Piece, Plan, Ruling, Rulings, generate};
use super::model::{DemoRun, SeedReport};
use super::network::Network;
use super::store;
use crate::access::Need;
use crate::db::Tx;
use crate::documents::{Change, Series, reserve};
use crate::error::{Code, Error, Result};
use crate::imports;
use crate::jobs::JobCx;
use crate::kernel::{BatchId, Day, Ms};
use crate::operation::{Cx, JobOperation};
use crate::work_orders::rules::{KINDS, PRIORITIES};
use crate::work_orders::{self, Accumulator as Figures};
use crate::{policies, settings, texts};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tokio::sync::mpsc;
use ts_rs::TS;

/// What a demo network touches.
pub(super) const TAGS: &[&str] = &[
    "work_orders",
    "outlets",
    "regions",
    "engineers",
    "customers",
    "policies",
    "dictionaries",
    "import_batches",
    "users",
    "demo",
];
const MOST_ORDERS: i64 = 5_000_000;
const MOST_MONTHS: i64 = 36;
const USUAL_ORDERS: i64 = 20_000;
const USUAL_MONTHS: i64 = 12;
const HOUR: i64 = 3_600_000;
/// Orders, or customers, of one transaction: each commit waits for the disk.
const A_COMMIT: i64 = 20_000;

/// How large it becomes, and from which seed. The same seed, size, months and moment give the same rows, whatever the engine.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(rename = "SeedDemoInput")]
#[serde(deny_unknown_fields)]
pub struct Seed {
    /// Up to 5 million; 20,000 where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable, as = "Option<f64>")]
    orders: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable, as = "Option<f64>")]
    seed: Option<i64>,
    /// How far back it reaches, up to 36; 12 where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable, as = "Option<f64>")]
    months: Option<i64>,
    /// The moment as of which all is told; the present hour where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    as_of: Option<Ms>,
}

fn within(field: &str, value: i64, most: i64) -> Result<i64> {
    if (1..=most).contains(&value) {
        return Ok(value);
    }
    Err(Error::new(Code::NumberOutOfRange)
        .with("min", 1)
        .with("max", most)
        .at(field))
}

/// Refuses a workspace that holds anything of a business.
async fn check_empty(tx: &mut Tx) -> Result<()> {
    let holds = store::holdings(tx).await?;
    if holds.is_empty() {
        return Ok(());
    }
    let mut error = Error::new(Code::WorkspaceNotEmpty);
    if let serde_json::Value::Object(counts) = serde_json::to_value(holds)? {
        error.params.extend(counts);
    }
    Err(error)
}

/// The input with what was left unsaid.
#[derive(Debug, Clone, Copy)]
struct Asked {
    orders: i64,
    seed: i64,
    months: i64,
    as_of: Ms,
}

impl Seed {
    fn asked(&self, now: Ms) -> Result<Asked> {
        // The whole hour: who makes two in one hour makes the same.
        let as_of = self.as_of.unwrap_or(Ms(now.0 - now.0.rem_euclid(HOUR)));
        if as_of.0 > now.0 || as_of.0 < now.0 - 3_660 * 24 * HOUR {
            return Err(Error::invalid("as_of"));
        }
        Ok(Asked {
            orders: within("orders", self.orders.unwrap_or(USUAL_ORDERS), MOST_ORDERS)?,
            seed: self.seed.unwrap_or(1),
            months: within("months", self.months.unwrap_or(USUAL_MONTHS), MOST_MONTHS)?,
            as_of,
        })
    }
}

impl JobOperation for Seed {
    const NAME: &'static str = "demo.seed";
    const DOC: &'static str = "Fills an empty workspace with a made-up service network and its orders.";
    const NEEDS: Need = Need::Permission("admin.manage");
    const TAGS: &'static [&'static str] = TAGS;
    type Report = SeedReport;

    async fn check(&self, cx: &mut Cx) -> Result<()> {
        self.asked(cx.now)?;
        check_empty(&mut cx.tx).await
    }

    async fn work(&self, cx: &JobCx) -> Result<SeedReport> {
        let (began, asked) = (cx.now(), self.asked(cx.now())?);
        cx.progress("network", 0, None)?;
        let mut tx = cx.app.db().read().await?;
        let zone = settings::load(&mut tx).await?.zone()?;
        tx.commit().await?;
        let network = Network::new(asked.seed as u64, asked.orders as u64)?;
        let demand = Demand::new(&network, asked.orders as u64, asked.months, asked.as_of, zone)?;
        let since = demand.zone.start_of(demand.first);
        let network = Arc::new(network);
        let (ids, rulings) = begin(cx, &network, asked, since).await?;
        let batch = ids.batch;
        let made = make(cx, network, demand, ids, rulings).await;
        let outcome = match made {
            Ok(made) => publish(cx, made, asked, began).await,
            Err(error) => Err(error),
        };
        if outcome.is_err()
            && let Err(error) = give_up(cx.app.db(), batch).await
        {
            tracing::warn!(%error, "a part of the demo network stays until the next start");
        }
        outcome
    }
}

/// Notes the run, installs the policies that judge it, writes the network: all or nothing.
async fn begin(cx: &JobCx, network: &Arc<Network>, asked: Asked, since: Ms) -> Result<(Ids, Rulings)> {
    let (network, actor, locale, now) = (network.clone(), cx.actor.clone(), cx.locale, cx.now());
    cx.write(TAGS, move |tx, changes| {
        let (network, actor) = (network.clone(), actor.clone());
        Box::pin(async move {
            // Looked at again under the writer: another may have been quicker since the check.
            check_empty(tx).await?;
            policies::install_shipped(tx, locale, actor.id, now, changes).await?;
            let name = texts::text(locale, "demo:batch", &[]);
            let batch = imports::open_batch(tx, "demo", &name, &actor, now).await?;
            let ids = store::insert_network(tx, &network, batch.0, asked.orders, since).await?;
            let rulings = rulings(tx, asked.as_of).await?;
            Ok((ids, rulings))
        })
    })
    .await
}

/// The policy in force for each kind and priority.
async fn rulings(tx: &mut Tx, at: Ms) -> Result<Rulings> {
    let mut rulings = Rulings::new();
    for kind in KINDS.iter().copied() {
        for priority in PRIORITIES.iter().copied() {
            let asked = policies::Asked {
                kind,
                priority,
                category: None,
                at,
            };
            if let Some(found) = policies::applying(tx, &asked).await? {
                rulings.insert((kind, priority), Ruling::of(&found)?);
            }
        }
    }
    Ok(rulings)
}

/// What was written, before it counts.
struct Made {
    plan: Arc<Plan>,
    figures: Figures,
    orders: i64,
    events: i64,
}

async fn make(cx: &JobCx, network: Arc<Network>, demand: Demand, ids: Ids, rulings: Rulings) -> Result<Made> {
    write_customers(cx, &network, &ids, demand.zone.start_of(demand.first)).await?;
    let numbers = numbers(cx, &demand).await?;
    let network = Arc::try_unwrap(network).map_err(|_| Error::fault("the network is still being written"))?;
    let plan = Arc::new(Plan {
        network,
        demand,
        ids,
        rulings,
        numbers,
    });
    let total = plan.demand.counts.iter().sum::<u64>() as i64;
    let (send, mut receive) = mpsc::channel(2);
    let (theirs, cancel) = (plan.clone(), cx.cancel_flag());
    let maker = tokio::task::spawn_blocking(move || generate(&theirs, &cancel, &send));
    let mut written = Ok((0, 0));
    let mut pen = Pen::default();
    while let Some(piece) = receive.recv().await {
        written = pen.write(cx, piece, total).await;
        if written.is_err() {
            break;
        }
    }
    let written = match written {
        Ok(_) => pen.finish().await,
        error => error,
    };
    drop(receive);
    let figures = maker.await.map_err(Error::fault)?;
    let (orders, events) = written?;
    // A maker that stopped early because somebody cancelled is told by the progress.
    cx.progress("figures", orders, Some(total))?;
    Ok(Made {
        plan,
        figures: figures?,
        orders,
        events,
    })
}

async fn write_customers(cx: &JobCx, network: &Arc<Network>, ids: &Ids, since: Ms) -> Result<()> {
    let (mut from, step) = (0, A_COMMIT as u64);
    while from < network.customers {
        cx.progress("customers", from as i64, Some(network.customers as i64))?;
        let to = (from + step).min(network.customers);
        let mut tx = cx.app.db().write().await?;
        store::insert_customers(&mut tx, network, ids, from..to, since).await?;
        tx.commit().await?;
        from = to;
    }
    Ok(())
}

/// Reserves the document numbers of each month.
async fn numbers(cx: &JobCx, demand: &Demand) -> Result<Numbers> {
    let mut counts: std::collections::BTreeMap<i64, (Day, i64)> = std::collections::BTreeMap::new();
    for (place, count) in demand.counts.iter().enumerate() {
        let day = Day(demand.first.0 + place as i64);
        counts.entry(day.month()).or_insert((day, 0)).1 += *count as i64;
    }
    let mut numbers = Numbers::new();
    for (month, (day, count)) in counts {
        let series = Series::of("WO", day);
        let first = reserve(cx.app.db(), &series, count.max(1)).await?;
        numbers.insert(month, (series, first));
    }
    Ok(numbers)
}

/// Writes pieces, several in one transaction.
#[derive(Default)]
struct Pen {
    open: Option<Tx>,
    waiting: i64,
    orders: i64,
    events: i64,
}

impl Pen {
    async fn write(&mut self, cx: &JobCx, piece: Piece, total: i64) -> Result<(i64, i64)> {
        cx.progress("orders", self.orders, Some(total))?;
        if self.open.is_none() {
            self.open = Some(cx.app.db().write().await?);
        }
        if let Some(tx) = &mut self.open {
            self.events += piece.events.len() as i64;
            work_orders::insert_orders(tx, piece.orders).await?;
            work_orders::append_events(tx, piece.events).await?;
        }
        self.waiting += piece.done - self.orders;
        self.orders = piece.done;
        if self.waiting >= A_COMMIT {
            return self.finish().await;
        }
        Ok((self.orders, self.events))
    }

    async fn finish(&mut self) -> Result<(i64, i64)> {
        self.waiting = 0;
        if let Some(tx) = self.open.take() {
            tx.commit().await?;
        }
        Ok((self.orders, self.events))
    }
}

/// The last transaction: figures, accounts, and the word that it is there.
async fn publish(cx: &JobCx, made: Made, asked: Asked, began: Ms) -> Result<SeedReport> {
    let made = Arc::new(made);
    let ours = made.clone();
    let now = cx.now();
    let accounts = cx
        .write(TAGS, move |tx, changes| {
            let made = ours.clone();
            Box::pin(async move {
                let batch = BatchId(made.plan.ids.batch);
                work_orders::add_sums(tx, &made.figures).await?;
                let accounts = accounts::add(tx, &made.plan.network, &made.plan.ids, now).await?;
                imports::close_batch(tx, batch, made.orders, now).await?;
                let run = DemoRun {
                    batch_id: batch.0,
                    seed: asked.seed,
                    orders: made.orders,
                    as_of: asked.as_of,
                    accounts: accounts.clone(),
                };
                settings::set(tx, RUN, &serde_json::to_string(&run)?).await?;
                changes.push(
                    Change::new("import_batch", batch, "seeded")
                        .with("orders", made.orders)
                        .with("seed", asked.seed),
                );
                Ok(accounts)
            })
        })
        .await?;
    let network = &made.plan.network;
    Ok(SeedReport {
        regions: network.regions.len() as i64,
        outlets: network.outlets.len() as i64,
        engineers: network.engineers.len() as i64,
        customers: network.customers as i64,
        orders: made.orders,
        events: made.events,
        as_of: asked.as_of,
        took_ms: cx.now().0 - began.0,
        accounts,
    })
}
