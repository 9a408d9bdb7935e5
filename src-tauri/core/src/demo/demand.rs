//! When orders come: seasons of each product, the week, holidays, the hours of a day, a heat wave.

use super::dice::Dice;
use super::network::Network;
use crate::error::{Error, Result};
use crate::kernel::{Day, Ms, Zone};
use chrono::Datelike;
use outpost_sla::cn_holidays;
use std::collections::HashSet;

/// Calls by hour of the day.
const HOURS: [f64; 24] = [
    3.0, 2.0, 1.0, 1.0, 1.0, 2.0, 8.0, 25.0, 62.0, 92.0, 100.0, 84.0, 58.0, 60.0, 76.0, 78.0, 74.0, 66.0,
    58.0, 62.0, 60.0, 42.0, 20.0, 8.0,
];
/// Monday first.
const WEEK: [f64; 7] = [1.15, 1.05, 1.0, 1.0, 1.02, 0.95, 0.8];
const HOLIDAY: f64 = 0.5;
/// The first working day after a holiday takes what had waited.
const AFTER_HOLIDAY: f64 = 1.35;
/// A wave of heat in July: air conditioners of the areas below, for two weeks.
const HEAT: (u32, std::ops::RangeInclusive<u32>) = (7, 11..=24);
pub(super) const HEAT_AREAS: [&str; 2] = ["EC", "CC"];
const HEAT_FACTOR: f64 = 1.5;
/// The network grows by this much in a year.
const GROWTH: f64 = 0.14;
/// A washing machine of one production month fails too often, from so many days before the end on.
pub(super) const BATCH_DAYS: i64 = 75;
const BATCH_EXTRA: f64 = 0.35;

/// Codes of the products that the stories are about.
pub(super) const HOT: &str = "AC";
pub(super) const FAULTY: &str = "WM";

const HOUR: i64 = 3_600_000;

/// The days of the period, with what comes on each.
#[derive(Debug)]
pub(super) struct Demand {
    pub zone: Zone,
    pub first: Day,
    pub last: Day,
    /// Everything is as it is known at this moment.
    pub as_of: Ms,
    /// Orders of each day.
    pub counts: Vec<u64>,
    /// Weights of products, by day.
    weights: Vec<Vec<f64>>,
    /// How busy a day is, 1 being usual.
    load: Vec<f64>,
}

impl Demand {
    /// Spreads `orders` over the `months` before `as_of`.
    pub(super) fn new(network: &Network, orders: u64, months: i64, as_of: Ms, zone: Zone) -> Result<Self> {
        let last = zone.day(as_of);
        let month = Day::first_of(last.month() - months);
        let within = last.0 - Day::first_of(last.month()).0;
        let first = Day(month.0 + within);
        let quiet = Quiet::read()?;
        let days = last.0 - first.0 + 1;
        let mut weights = Vec::with_capacity(days as usize);
        for day in first.0..=last.0 {
            weights.push(of_day(network, Day(day), last, &quiet));
        }
        // Today is only as long as it has lasted.
        let passed = passed(as_of.0 - zone.start_of(last).0);
        if let Some(today) = weights.last_mut() {
            today.iter_mut().for_each(|weight| *weight *= passed);
        }
        let sums: Vec<f64> = weights.iter().map(|day| day.iter().sum()).collect();
        let total: f64 = sums.iter().sum();
        let (mut so_far, mut given, mut counts) = (0.0, 0, Vec::with_capacity(sums.len()));
        for sum in &sums {
            so_far += sum;
            let until = (orders as f64 * so_far / total).round() as u64;
            counts.push(until - given);
            given = until;
        }
        let load = loads(&sums);
        Ok(Self {
            zone,
            first,
            last,
            as_of,
            counts,
            weights,
            load,
        })
    }

    /// When the orders of a day came, ascending.
    pub(super) fn times(&self, place: usize, dice: &mut Dice) -> Vec<i64> {
        let start = self.zone.start_of(Day(self.first.0 + place as i64)).0;
        // Today ends now; the last minute is left to those who write down.
        let end = if place + 1 == self.counts.len() {
            (self.as_of.0 - start - 60_000).max(60_000)
        } else {
            24 * HOUR
        };
        let hour_of = |hour: usize| {
            if (hour as i64) * HOUR < end {
                HOURS[hour]
            } else {
                0.0
            }
        };
        let count = self.counts[place];
        let mut times: Vec<i64> = (0..count)
            .map(|_| {
                let hour = dice.weighted((0..24).map(hour_of)) as i64;
                let at = hour * HOUR + dice.below(HOUR as u64) as i64;
                start + at.min(end - 1)
            })
            .collect();
        times.sort_unstable();
        times
    }

    /// The product that an order of a day is about.
    pub(super) fn product(&self, place: usize, dice: &mut Dice) -> usize {
        dice.weighted(self.weights[place].iter().copied())
    }

    /// How busy the day is, 1 being usual.
    pub(super) fn load(&self, place: usize) -> f64 {
        self.load[place]
    }

    /// The outlet that an order of a day goes to.
    pub(super) fn outlet(&self, network: &Network, place: usize, product: usize, dice: &mut Dice) -> usize {
        let heat = self.is_hot(place) && network.data.products[product].code == HOT;
        let weights = network.outlets.iter().map(|outlet| {
            let hot = heat && in_heat(network, outlet.city);
            outlet.weight * if hot { 2.2 } else { 1.0 }
        });
        dice.weighted(weights)
    }

    /// Whether a day lies in the heat wave.
    pub(super) fn is_hot(&self, place: usize) -> bool {
        Day(self.first.0 + place as i64).date().is_some_and(hot)
    }
}

/// Whether a city lies where the heat wave is.
pub(super) fn in_heat(network: &Network, city: usize) -> bool {
    let area = &network.data.cities[city].area;
    network
        .data
        .words
        .areas
        .get(area)
        .is_some_and(|code| HEAT_AREAS.contains(&code.as_str()))
}

fn hot(date: chrono::NaiveDate) -> bool {
    date.month() == HEAT.0 && HEAT.1.contains(&date.day())
}

/// Days on which offices are closed, and those on which they are open although it is the weekend.
struct Quiet {
    holidays: HashSet<chrono::NaiveDate>,
    make_up: HashSet<chrono::NaiveDate>,
}

impl Quiet {
    fn read() -> Result<Self> {
        let set = cn_holidays::shipped().map_err(Error::fault)?;
        Ok(Self {
            holidays: set.holidays.iter().map(|h| h.date).collect(),
            make_up: set.make_up_days.iter().map(|m| m.date).collect(),
        })
    }
    fn factor(&self, date: chrono::NaiveDate) -> f64 {
        if self.holidays.contains(&date) {
            return HOLIDAY;
        }
        let week = WEEK[date.weekday().num_days_from_monday() as usize];
        let week = if self.make_up.contains(&date) { 1.0 } else { week };
        let after = date
            .pred_opt()
            .is_some_and(|before| self.holidays.contains(&before));
        if after { week * AFTER_HOLIDAY } else { week }
    }
}

fn of_day(network: &Network, day: Day, last: Day, quiet: &Quiet) -> Vec<f64> {
    let Some(date) = day.date() else {
        return vec![0.0; network.data.products.len()];
    };
    let age = (last.0 - day.0) as f64 / 365.0;
    let factor = quiet.factor(date) * (1.0 - GROWTH * age).max(0.3);
    let (month, next) = (date.month0() as usize, (date.month0() as usize + 1) % 12);
    // From month to month it changes by the day, not at midnight of the first.
    let within = f64::from(date.day0()) / 30.0;
    let products = network.data.products.iter().map(|product| {
        let season = product.months[month] * (1.0 - within / 2.0) + product.months[next] * within / 2.0;
        let story = match product.code.as_str() {
            HOT if hot(date) => HEAT_FACTOR,
            FAULTY if last.0 - day.0 < BATCH_DAYS => {
                1.0 + BATCH_EXTRA * (1.0 - (last.0 - day.0) as f64 / BATCH_DAYS as f64)
            }
            _ => 1.0,
        };
        season * factor * story
    });
    products.collect()
}

/// The share of a day's calls that came in its first `ms`.
fn passed(ms: i64) -> f64 {
    let total: f64 = HOURS.iter().sum();
    let whole = (ms / HOUR).clamp(0, 23) as usize;
    let part = (ms - whole as i64 * HOUR) as f64 / HOUR as f64;
    ((HOURS[..whole].iter().sum::<f64>() + HOURS[whole] * part.clamp(0.0, 1.0)) / total).max(0.001)
}

/// Each day with those around it, against the whole: what comes in three days at once makes people wait.
fn loads(sums: &[f64]) -> Vec<f64> {
    let mean = sums.iter().sum::<f64>() / sums.len().max(1) as f64;
    let around = |place: usize| &sums[place.saturating_sub(2)..=place];
    (0..sums.len())
        .map(|place| {
            let window = around(place);
            window.iter().sum::<f64>() / window.len() as f64 / mean
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::dice::Stream;

    /// 2026-11-22 09:00 in Shanghai.
    const AS_OF: Ms = Ms(1_795_309_200_000);

    fn demand(orders: u64) -> (Network, Demand) {
        let network = Network::new(1, orders).expect("it is made");
        let zone = Zone::parse("Asia/Shanghai").expect("a zone");
        let demand = Demand::new(&network, orders, 12, AS_OF, zone).expect("it spreads");
        (network, demand)
    }

    #[test]
    fn all_orders_come_within_the_period() {
        let (_, demand) = demand(20_000);
        assert_eq!(demand.counts.iter().sum::<u64>(), 20_000);
        assert!((365..=367).contains(&demand.counts.len()));
        for place in [0, 100, demand.counts.len() - 1] {
            let times = demand.times(place, &mut Dice::of(1, Stream::Day, place as u64));
            let day = Day(demand.first.0 + place as i64);
            assert!(
                times.is_sorted()
                    && times
                        .iter()
                        .all(|at| *at < AS_OF.0 && demand.zone.day(Ms(*at)) == day)
            );
        }
    }

    #[test]
    fn seasons_holidays_and_the_heat_show() {
        let (network, demand) = demand(365_000);
        let place = |month: u32, day: u32| {
            let date = chrono::NaiveDate::from_ymd_opt(2026, month, day).expect("a date");
            (i64::from(date.to_epoch_days()) - demand.first.0) as usize
        };
        let ac = network
            .data
            .products
            .iter()
            .position(|p| p.code == HOT)
            .expect("air conditioners");
        let share = |at: usize| demand.weights[at][ac] / demand.weights[at].iter().sum::<f64>();
        assert!(
            share(place(7, 15)) > 2.0 * share(place(3, 16)),
            "summer is for air conditioners"
        );
        let (holiday, usual) = (demand.counts[place(10, 2)], demand.counts[place(9, 15)]);
        assert!(
            holiday * 3 < usual * 2,
            "{holiday} on the national day, {usual} otherwise"
        );
        assert!(demand.is_hot(place(7, 15)) && !demand.is_hot(place(7, 30)));
        assert!(demand.load(place(7, 20)) > 1.3);
    }
}
