//! The life of one made-up order as its log: who did what when, with the delays, pauses and mishaps of the trade. Told to its
//! end; what lies after the present is cut off by whoever reads it.

use super::demand::{self, BATCH_DAYS, Demand, FAULTY, HOT};
use super::dice::{Dice, Stream};
use super::network::{Network, Outlet};
use super::story::Story;
use crate::kernel::{Day, Ms};
use crate::work_orders::Entry;
use chrono::Datelike;

/// For so many days before the end the slowing outlet has been getting slower.
const SLOWING_DAYS: i64 = 70;
/// The faulty batch: place of its model, and how many months before the end it was made.
const BATCH_MODEL: usize = 1;
const BATCH_AGE: i64 = 8;
/// How often a unit of the faulty batch stands behind an order for its product, at the end of the period.
const BATCH_SHARE: f64 = 0.5;

/// An order with its log.
#[derive(Debug, Clone)]
pub(super) struct Life {
    pub kind: &'static str,
    /// When it was opened.
    pub priority: &'static str,
    pub channel: String,
    pub product: usize,
    pub model: usize,
    pub serial: String,
    pub symptom: usize,
    /// Place among the causes of its product.
    pub cause: Option<usize>,
    pub outlet: usize,
    pub engineer: usize,
    pub customer: u64,
    pub entries: Vec<Entry>,
    /// What each visit came to, and when that was known.
    pub outcomes: Vec<(i64, &'static str)>,
    /// Minor units, once it is completed.
    pub cost: i64,
    /// What the customer says when asked, 0 to 100.
    pub satisfaction: Option<i64>,
}

/// Where and when an order begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beginning {
    /// The how-manieth of all.
    pub n: u64,
    /// Place of its day in the period.
    pub day: usize,
    pub opened: i64,
}

/// Tells the life of an order.
pub(super) fn tell(network: &Network, demand: &Demand, begin: Beginning) -> Life {
    let mut dice = Dice::of(network.seed, Stream::Order, begin.n);
    let product = demand.product(begin.day, &mut dice);
    let outlet = demand.outlet(network, begin.day, product, &mut dice);
    let customers = &network.outlets[outlet].customers;
    // Some call often, most once.
    let customer = (dice.share().powf(1.4) * (customers.end - customers.start) as f64) as u64;
    let customer = (customers.start + customer).min(customers.end - 1);
    let engineer = engineer_of(network, &network.outlets[outlet], product, &mut dice);
    let kind = kind_of(network, product, begin, demand, &mut dice);
    let priority = match (kind, dice.below(100)) {
        ("complaint", 0..40) | (_, 0..11) => "urgent",
        ("repair" | "complaint", 40..44) => "critical",
        _ => "normal",
    };
    let unit = unit_of(network, demand, begin, (customer, product, kind), &mut dice);
    let faulty = unit.faulty && kind == "repair";
    let made = &network.data.products[product];
    let symptom = if faulty {
        0
    } else {
        dice.weighted(made.symptoms.iter().map(|s| s.2))
    };
    let caused = matches!(kind, "repair" | "exchange" | "identification" | "complaint");
    let cause = caused.then(|| {
        if faulty {
            0
        } else {
            dice.weighted(made.causes.iter().map(|c| c.3))
        }
    });
    let channel = channel(network, &mut dice);
    let mut story = Story {
        network,
        offset: demand.zone.offset_ms(Ms(begin.opened)),
        pace: pace(network, demand, begin, outlet, product),
        urgency: urgency(kind, priority),
        critical: priority == "critical",
        faulty,
        kind,
        engineer: network.engineers[engineer].name.clone(),
        entries: Vec::with_capacity(12),
        outcomes: Vec::new(),
        reworked: false,
        dice,
    };
    story.run(begin.opened);
    if demand.last.0 - (demand.first.0 + begin.day as i64) < 21 {
        story.forget_some();
    }
    let cost = cost(kind, cause.map_or(0, |c| made.causes[c].4), &mut story.dice);
    let satisfaction = story.satisfaction(begin.opened);
    Life {
        kind,
        priority,
        channel,
        product,
        model: unit.model,
        serial: unit.serial,
        symptom,
        cause,
        outlet,
        engineer,
        customer,
        entries: story.entries,
        outcomes: story.outcomes,
        cost,
        satisfaction,
    }
}

/// The way by which the customer asked.
fn channel(network: &Network, dice: &mut Dice) -> String {
    let channels = &network.data.dictionaries["channel"];
    channels[dice.weighted(channels.iter().map(|c| c.3))].0.clone()
}

/// How much quicker than usual the order goes.
fn urgency(kind: &str, priority: &str) -> f64 {
    match (kind, priority) {
        (_, "critical") => 0.2,
        (_, "urgent") => 0.5,
        // Whoever only asks is answered by the next who is free.
        ("consultation", _) => 0.6,
        _ => 1.0,
    }
}

/// Somebody of the outlet who knows the product.
fn engineer_of(network: &Network, outlet: &Outlet, product: usize, dice: &mut Dice) -> usize {
    let able = |place: &usize| network.engineers[*place].products.contains(&product);
    let count = outlet.engineers.clone().filter(able).count() as u64;
    let chosen = outlet
        .engineers
        .clone()
        .filter(able)
        .nth(dice.below(count) as usize);
    chosen.unwrap_or(outlet.engineers.start)
}

fn kind_of(
    network: &Network,
    product: usize,
    begin: Beginning,
    demand: &Demand,
    dice: &mut Dice,
) -> &'static str {
    let made = &network.data.products[product];
    let month = Day(demand.first.0 + begin.day as i64)
        .date()
        .map_or(0, |d| d.month());
    // Air conditioners are cleaned before the summer.
    let maintenance = if made.code == HOT && (3..=5).contains(&month) {
        30.0
    } else {
        11.0
    };
    let kinds = [
        ("repair", (78.0 - made.install).max(20.0)),
        ("installation", made.install),
        ("maintenance", maintenance),
        ("consultation", 8.0),
        ("complaint", 2.2),
        ("exchange", 1.5),
        ("identification", 1.0),
    ];
    kinds[dice.weighted(kinds.iter().map(|k| k.1))].0
}

struct Unit {
    model: usize,
    serial: String,
    faulty: bool,
}

/// The customer's unit: the same whenever the same customer calls about the same product, but for a new one.
fn unit_of(
    network: &Network,
    demand: &Demand,
    begin: Beginning,
    (customer, product, kind): (u64, usize, &str),
    dice: &mut Dice,
) -> Unit {
    let made = &network.data.products[product];
    let mut own = Dice::of(
        network.seed,
        Stream::Customer,
        (customer << 8 | product as u64) + (1 << 60),
    );
    let days_left = demand.last.0 - demand.first.0 - begin.day as i64;
    let ramp = 1.0 - days_left as f64 / BATCH_DAYS as f64;
    let faulty =
        made.code == FAULTY && kind == "repair" && days_left < BATCH_DAYS && dice.chance(BATCH_SHARE * ramp);
    let opened = Day(demand.first.0 + begin.day as i64).month();
    let (model, month, sequence) = match (faulty, kind) {
        (true, _) => (BATCH_MODEL, demand.last.month() - BATCH_AGE, dice.below(4_000)),
        (_, "installation") => (
            dice.below(made.models.len() as u64) as usize,
            opened - 1 - dice.below(3) as i64,
            dice.below(60_000),
        ),
        _ => (
            own.below(made.models.len() as u64) as usize,
            demand.first.month() - 2 - (own.share().powi(2) * 84.0) as i64,
            own.below(60_000),
        ),
    };
    let (year, month) = (month.div_euclid(12).rem_euclid(100), month.rem_euclid(12) + 1);
    let code = made.models[model].0.replace('-', "");
    Unit {
        model,
        serial: format!("{code}{year:02}{month:02}{sequence:06}"),
        faulty,
    }
}

/// How slowly things go, 1 being usual: the outlet, a rush, and the stories.
fn pace(network: &Network, demand: &Demand, begin: Beginning, outlet: usize, product: usize) -> f64 {
    let own = &network.outlets[outlet];
    let rush = 1.0 + 1.1 * (demand.load(begin.day) - 1.15).clamp(0.0, 1.5);
    let hot = demand.is_hot(begin.day)
        && demand::in_heat(network, own.city)
        && network.data.products[product].code == HOT;
    let left = demand.last.0 - demand.first.0 - begin.day as i64;
    let slowing = outlet == network.slowing && left < SLOWING_DAYS;
    let slower = if slowing {
        1.0 + 2.4 * (1.0 - left as f64 / SLOWING_DAYS as f64)
    } else {
        1.0
    };
    own.pace * rush * slower * if hot { 1.3 } else { 1.0 }
}

/// What it cost: labour, the way, parts; in minor units, whole tens of fen.
fn cost(kind: &str, parts: i64, dice: &mut Dice) -> i64 {
    let labour = match kind {
        "installation" => 14_000.0,
        "maintenance" => 9_000.0,
        "consultation" => 1_200.0,
        "complaint" => 5_000.0,
        "exchange" => 16_000.0,
        _ => 7_000.0,
    };
    let way = if kind == "consultation" {
        0.0
    } else {
        dice.around(1_800.0, 0.5)
    };
    let parts = if dice.chance(0.8) {
        parts as f64 * dice.around(1.0, 0.1)
    } else {
        0.0
    };
    ((dice.around(labour, 0.18) + way + parts) / 10.0).round() as i64 * 10
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Zone;
    use crate::work_orders::Happening;
    use outpost_sla::policy::Step;

    #[test]
    fn lives_go_forward_and_end() {
        let network = Network::new(3, 4_000).expect("made");
        let zone = Zone::parse("Asia/Shanghai").expect("a zone");
        let demand = Demand::new(&network, 4_000, 12, Ms(1_795_309_200_000), zone).expect("spread");
        let (mut done, mut paused, mut again, mut off) = (0, 0, 0, 0);
        for n in 0..4_000 {
            let day = 100 + (n % 200) as usize;
            let opened = demand.zone.start_of(Day(demand.first.0 + day as i64)).0 + 40_000_000;
            let begin = Beginning { n, day, opened };
            let life = tell(&network, &demand, begin);
            assert_eq!(
                life.entries,
                tell(&network, &demand, begin).entries,
                "the same again"
            );
            assert_eq!(life.entries[0].at, opened);
            for entry in &life.entries {
                assert!(entry.recorded_at >= entry.at && entry.at >= opened, "{entry:?}");
            }
            let has = |what: &Happening| life.entries.iter().any(|e| e.what == *what);
            let closed = has(&Happening::Stepped(Step::Closed));
            let cancelled = life
                .entries
                .iter()
                .any(|e| matches!(e.what, Happening::Cancelled { .. }));
            assert!(closed != cancelled, "{n} ends in one way");
            done += usize::from(closed);
            off += usize::from(cancelled);
            paused += usize::from(
                life.entries
                    .iter()
                    .any(|e| matches!(e.what, Happening::Paused { .. })),
            );
            again += usize::from(
                life.entries
                    .iter()
                    .any(|e| matches!(e.what, Happening::Reopened { .. })),
            );
            assert!(network.engineers[life.engineer].outlet == life.outlet);
        }
        assert!(
            done > 3_700 && (100..260).contains(&off),
            "{done} done, {off} called off"
        );
        assert!(paused > 500 && again > 30, "{paused} paused, {again} again");
    }
}
