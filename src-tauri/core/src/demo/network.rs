//! The made-up network: regions, outlets, engineers, and customers that are made again whenever one is asked for.

use super::data::{City, Data};
use super::dice::{Dice, Stream};
use crate::error::Result;
use std::ops::Range;

/// Engineers of the whole network.
pub(super) const ENGINEERS: usize = 400;
/// Of a hundred customers so many are persons.
const PERSONS: u64 = 85;
/// Customers that even a small network has for each outlet.
const FEWEST_CUSTOMERS: u64 = 5;

/// A node of the tree of regions; its parent is a place in the same list.
#[derive(Debug, Clone)]
pub(super) struct Region {
    pub code: String,
    pub name: String,
    pub parent: Option<usize>,
}

#[derive(Debug, Clone)]
pub(super) struct Outlet {
    pub code: String,
    pub name: String,
    pub kind: &'static str,
    pub level: &'static str,
    pub region: usize,
    /// Place in the list of cities.
    pub city: usize,
    pub phone: String,
    pub address: String,
    pub longitude: f64,
    pub latitude: f64,
    /// Its share of the orders.
    pub weight: f64,
    /// How long its steps take, as a factor: 1 is usual, more is slower.
    pub pace: f64,
    pub engineers: Range<usize>,
    pub customers: Range<u64>,
}

#[derive(Debug, Clone)]
pub(super) struct Engineer {
    pub code: String,
    pub name: String,
    pub outlet: usize,
    pub phone: String,
    /// Places in the list of products.
    pub products: Vec<usize>,
    pub skills: String,
}

#[derive(Debug, Clone)]
pub(super) struct Customer {
    pub code: String,
    pub name: String,
    pub kind: &'static str,
    pub tier: Option<&'static str>,
    pub phone: String,
    pub address: String,
    pub longitude: f64,
    pub latitude: f64,
}

#[derive(Debug)]
pub(super) struct Network {
    pub seed: u64,
    pub data: Data,
    pub regions: Vec<Region>,
    pub outlets: Vec<Outlet>,
    pub engineers: Vec<Engineer>,
    pub customers: u64,
    /// The outlet that has been getting slower for weeks: a story to be found.
    pub slowing: usize,
}

/// A number that no customer has: the prefix 154 is not assigned to any operator.
fn phone(dice: &mut Dice) -> String {
    format!("154{:08}", dice.below(100_000_000))
}

/// Coordinates are kept to a metre or so; more digits would only pretend.
fn rounded(degrees: f64) -> f64 {
    (degrees * 100_000.0).round() / 100_000.0
}

/// A place within `spread` of a middle, likelier near it.
fn near(dice: &mut Dice, longitude: f64, latitude: f64, spread: f64) -> (f64, f64) {
    let mut off = || (dice.normal() / 2.2).clamp(-1.0, 1.0) * spread;
    (rounded(longitude + off()), rounded(latitude + off() * 0.85))
}

fn surname(data: &Data, dice: &mut Dice) -> char {
    let surnames: Vec<char> = data.words.surnames.chars().collect();
    // The first of the list are the commonest.
    let place = (dice.share().powi(2) * surnames.len() as f64) as usize;
    surnames[place.min(surnames.len() - 1)]
}

fn person(data: &Data, dice: &mut Dice) -> String {
    format!("{}{}", surname(data, dice), dice.pick(&data.words.given))
}

fn street(data: &Data, city: &City, dice: &mut Dice) -> String {
    let words = &data.words;
    format!(
        "{}{}{}{}{}",
        city.name,
        dice.pick(&city.districts),
        dice.pick(&words.streets),
        dice.below(380) + 1,
        words.number
    )
}

impl Network {
    /// Makes the network for so many orders.
    pub(super) fn new(seed: u64, orders: u64) -> Result<Self> {
        let data = super::data::read()?;
        let (regions, of_city) = regions(&data);
        let mut outlets = outlets(seed, &data, &of_city);
        let customers = deal_customers(&mut outlets, orders);
        let engineers = engineers(seed, &data, &mut outlets);
        // A franchise of some size, so that its decline shows in every figure.
        let franchises = outlets.iter().enumerate().filter(|(_, o)| o.kind == "franchise");
        let largest = franchises.max_by(|(_, a), (_, b)| a.weight.total_cmp(&b.weight));
        let slowing = largest.map_or(0, |(place, _)| place);
        outlets[slowing].pace = 1.0;
        Ok(Self {
            seed,
            data,
            regions,
            outlets,
            engineers,
            customers,
            slowing,
        })
    }

    /// The customer of a place, always the same one.
    pub(super) fn customer(&self, n: u64) -> Customer {
        let mut dice = Dice::of(self.seed, Stream::Customer, n);
        let outlet = self.outlets.partition_point(|o| o.customers.end <= n);
        let outlet = &self.outlets[outlet.min(self.outlets.len() - 1)];
        let (city, words) = (&self.data.cities[outlet.city], &self.data.words);
        let is_person = dice.below(100) < PERSONS;
        let street = street(&self.data, city, &mut dice);
        let (name, address) = if is_person {
            let estate = dice.pick(&words.estates).clone();
            let room = (dice.below(28) + 1, dice.below(4) + 1);
            let flat = (dice.below(26) + 1) * 100 + dice.below(6) + 1;
            let text = dice.pick(&words.rooms).clone();
            let text = text
                .replace("{0}", &room.0.to_string())
                .replace("{1}", &room.1.to_string())
                .replace("{2}", &flat.to_string());
            (person(&self.data, &mut dice), format!("{street}{estate}{text}"))
        } else {
            let short = city.name.chars().take(2).collect::<String>();
            let (name, firm) = (
                dice.pick(&words.firm_names).clone(),
                dice.pick(&words.firms).clone(),
            );
            (format!("{short}{name}{firm}"), street)
        };
        let tier = match (is_person, dice.below(20)) {
            (_, 0) => Some("A"),
            (false, 1..6) => Some("B"),
            _ => None,
        };
        let phone = phone(&mut dice);
        let (longitude, latitude) = near(&mut dice, outlet.longitude, outlet.latitude, city.spread * 0.6);
        Customer {
            code: format!("KH{:07}", n + 1),
            name,
            kind: if is_person { "person" } else { "company" },
            tier,
            phone,
            address,
            longitude,
            latitude,
        }
    }

    /// Whoever rings for a customer: the person, or somebody of the firm.
    pub(super) fn contact(&self, customer: &Customer, dice: &mut Dice) -> String {
        if customer.kind == "person" {
            customer.name.clone()
        } else {
            person(&self.data, dice)
        }
    }
}

/// The tree, parents first, and each city's place in it. A municipality is its own province.
fn regions(data: &Data) -> (Vec<Region>, Vec<usize>) {
    let mut regions: Vec<Region> = Vec::new();
    let mut place = |code: String, name: String, parent: Option<usize>| {
        let known = regions.iter().position(|r| r.code == code);
        known.unwrap_or_else(|| {
            regions.push(Region { code, name, parent });
            regions.len() - 1
        })
    };
    let of_city = data.cities.iter().map(|city| {
        let area = data.words.areas.get(&city.area).cloned().unwrap_or_default();
        let area = place(area, format!("{}{}", city.area, data.words.region_suffix), None);
        let province = place(city.province_code.clone(), city.province.clone(), Some(area));
        place(city.code.clone(), city.name.clone(), Some(province))
    });
    let of_city = of_city.collect();
    (regions, of_city)
}

fn outlets(seed: u64, data: &Data, of_city: &[usize]) -> Vec<Outlet> {
    let mut outlets = Vec::new();
    for (place, city) in data.cities.iter().enumerate() {
        for n in 0..city.outlets {
            let mut dice = Dice::of(seed, Stream::Outlet, outlets.len() as u64);
            let kind = match (n, dice.below(10)) {
                (0, ..=5) => "direct",
                (_, 7..=9) => "franchise",
                _ => "authorised",
            };
            // Own outlets are a little quicker; some of the others are not.
            let pace = dice.around(if kind == "direct" { 0.86 } else { 1.02 }, 0.16);
            let level = match pace {
                p if p < 0.85 => "A",
                p if p < 1.05 => "B",
                p if p < 1.25 => "C",
                _ => "D",
            };
            let (longitude, latitude) = near(&mut dice, city.longitude, city.latitude, city.spread * 0.5);
            let short = city.name.trim_end_matches('\u{5e02}');
            let side = if city.outlets > 1 {
                &data.words.outlet_names[n]
            } else {
                ""
            };
            outlets.push(Outlet {
                code: format!("{}-{:02}", city.code, n + 1),
                name: format!("{short}{side}{}", data.words.outlet_kinds[kind]),
                kind,
                level,
                region: of_city[place],
                city: place,
                phone: phone(&mut dice),
                address: street(data, city, &mut dice),
                longitude,
                latitude,
                weight: city.weight / city.outlets as f64 * dice.around(1.0, 0.12),
                pace,
                engineers: 0..0,
                customers: 0..0,
            });
        }
    }
    outlets
}

/// Deals customers to outlets by their share; answers how many there are.
fn deal_customers(outlets: &mut [Outlet], orders: u64) -> u64 {
    let total: f64 = outlets.iter().map(|o| o.weight).sum();
    let mut next = 0;
    for outlet in outlets {
        let n = ((orders / 3) as f64 * outlet.weight / total) as u64;
        let n = n.max(FEWEST_CUSTOMERS);
        outlet.customers = next..next + n;
        next += n;
    }
    next
}

fn engineers(seed: u64, data: &Data, outlets: &mut [Outlet]) -> Vec<Engineer> {
    let total: f64 = outlets.iter().map(|o| o.weight).sum();
    let (mut engineers, mut share) = (Vec::with_capacity(ENGINEERS), 0.0);
    let count = outlets.len();
    for (place, outlet) in outlets.iter_mut().enumerate() {
        share += outlet.weight;
        // Each outlet has two at least; the last one takes what rounding left.
        let until = match place + 1 == count {
            true => ENGINEERS,
            false => {
                ((ENGINEERS as f64 * share / total).round() as usize).min(ENGINEERS - 2 * (count - place - 1))
            }
        };
        let first = engineers.len();
        for _ in first..until.max(first + 2) {
            let mut dice = Dice::of(seed, Stream::Engineer, engineers.len() as u64);
            engineers.push(engineer(data, place, engineers.len(), &mut dice));
        }
        outlet.engineers = first..engineers.len();
    }
    engineers
}

fn engineer(data: &Data, outlet: usize, n: usize, dice: &mut Dice) -> Engineer {
    // Each knows the trade of his place in the roster, so that an outlet covers all, and a few others.
    let mut products: Vec<usize> = (0..data.products.len())
        .filter(|place| place % 2 == n % 2 || dice.chance(0.4))
        .collect();
    if products.is_empty() {
        products.push(n % data.products.len());
    }
    let names = products.iter().map(|place| data.products[*place].name.as_str());
    let certificates = &data.words.skills.certificates;
    let own =
        (0..=dice.below(2) as usize).map(|place| certificates[(n + place) % certificates.len()].as_str());
    let skills: Vec<&str> = names.chain(own).collect();
    Engineer {
        code: format!("GC{:04}", n + 1),
        name: person(data, dice),
        outlet,
        phone: phone(dice),
        skills: skills.join(&data.words.separator),
        products,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_network_is_whole() {
        let network = Network::new(1, 20_000).expect("it is made");
        assert_eq!((network.outlets.len(), network.engineers.len()), (60, ENGINEERS));
        assert_eq!(network.outlets[network.slowing].kind, "franchise");
        let mut next = 0;
        for (place, outlet) in network.outlets.iter().enumerate() {
            assert_eq!(outlet.customers.start, next);
            next = outlet.customers.end;
            assert!(outlet.engineers.len() >= 2, "{}", outlet.name);
            let own = &network.engineers[outlet.engineers.clone()];
            assert!(own.iter().all(|e| e.outlet == place));
            for product in 0..network.data.products.len() {
                assert!(
                    own.iter().any(|e| e.products.contains(&product)),
                    "{} {product}",
                    outlet.name
                );
            }
            let city = &network.data.cities[outlet.city];
            assert!((outlet.longitude - city.longitude).abs() <= city.spread);
        }
        assert_eq!(next, network.customers);
        assert!(
            (6_000..7_500).contains(&network.customers),
            "{}",
            network.customers
        );
    }

    #[test]
    fn a_customer_is_always_the_same_and_nobody() {
        let network = Network::new(1, 20_000).expect("it is made");
        let persons = (0..2_000)
            .filter(|n| network.customer(*n).kind == "person")
            .count();
        assert!((1_600..1_800).contains(&persons), "{persons}");
        let (a, b) = (network.customer(77), network.customer(77));
        assert_eq!((a.name, a.phone.clone(), a.address), (b.name, b.phone, b.address));
        assert!(a.phone.starts_with("154") && a.phone.len() == 11, "{}", a.phone);
    }
}
