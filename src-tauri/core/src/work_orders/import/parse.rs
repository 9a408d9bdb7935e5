//! From a row to staged columns: typed, checked, judged.

use super::fields as f;
use crate::db::Column;
use crate::imports::{Finished, ParserSetup, RowParser};
use crate::kernel::{CoordinateSystem, DayOf, Ms, Position};
use crate::work_orders::rollup::{Accumulator, Facts, FactsRow};
use crate::work_orders::rules::{self, State, Times};
use outpost_export::{Binding, ReadCode, Row, RowError};
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};

/// What publishing needs of the parser: the sums of all staged rows.
#[derive(Debug)]
pub(super) struct Parsed {
    pub sums: Accumulator,
    pub content: i64,
    /// Which fields the file fills, and the zone of business days: what an update needs to merge rows.
    pub mapped: Vec<bool>,
    pub zone: crate::kernel::Zone,
}

/// Names that rows use, with the ids they have or will get.
#[derive(Debug)]
struct Names {
    known: HashMap<String, i64>,
    made: Vec<String>,
    may_make: bool,
}

/// Ids below this stand for names that are made when the batch is published.
const FIRST_PLACE: i64 = -2;

impl Names {
    fn new(known: Vec<(String, i64)>, may_make: bool) -> Self {
        Self {
            known: known.into_iter().collect(),
            made: Vec::new(),
            may_make,
        }
    }
    fn id(&mut self, name: &str) -> Option<i64> {
        if let Some(id) = self.known.get(name) {
            return Some(*id);
        }
        if !self.may_make {
            return None;
        }
        let place = FIRST_PLACE - self.made.len() as i64;
        self.made.push(name.to_owned());
        self.known.insert(name.to_owned(), place);
        Some(place)
    }
}

/// One row, typed.
#[derive(Debug, Default)]
struct Typed<'a> {
    times: Times,
    state: Option<State>,
    kind: &'a str,
    priority: &'a str,
    texts: Texts<'a>,
    /// In WGS-84, and the system that the file told them in.
    latitude: Option<f64>,
    longitude: Option<f64>,
    system: CoordinateSystem,
    cost: Option<i64>,
    outlet: Option<i64>,
    category: Option<i64>,
    customer: Option<i64>,
}

/// Its free texts.
#[derive(Debug, Default, Clone, Copy)]
struct Texts<'a> {
    external: &'a str,
    product: Option<&'a str>,
    contact: Option<&'a str>,
    phone: Option<&'a str>,
    address: Option<&'a str>,
    description: Option<&'a str>,
    verdict: Option<&'a str>,
}

macro_rules! staged {
    ($($name:ident: $kind:ident),* $(,)?) => {
        /// The columns of the staging table, row by row.
        #[derive(Debug, Default)]
        struct Staged { $($name: staged!(@type $kind)),* }
        impl Staged {
            fn take(&mut self) -> Vec<(&'static str, Column)> {
                vec![$((stringify!($name), Column::$kind(std::mem::take(&mut self.$name)))),*]
            }
        }
    };
    (@type Int) => { Vec<Option<i64>> };
    (@type Real) => { Vec<Option<f64>> };
    (@type Text) => { Vec<Option<String>> };
}

staged! {
    line: Int, external_number: Text, kind: Text, priority: Text, category_id: Int, product_name: Text, outlet_id: Int,
    customer_id: Int, contact_name: Text, contact_phone: Text, address: Text, latitude: Real, longitude: Real,
    coordinate_system: Text, description: Text, state: Text, is_open: Int, opened_at: Int, response_due_at: Int, due_at: Int,
    responded_at: Int, arrived_at: Int, completed_at: Int, closed_at: Int, cost: Int, response_met: Int, resolution_met: Int,
    source_verdict: Text, flag_closed_before_opened: Int, handling_ms: Int, handling_bucket: Int, opened_day: Int, opened_hour: Int,
    responded_day: Int, completed_day: Int, due_day: Int, digest: Int,
}

pub(super) struct Parser {
    setup: ParserSetup,
    outlets: Names,
    categories: Names,
    customers: HashMap<String, i64>,
    seen: HashSet<u64>,
    staged: Staged,
    parsed: Parsed,
    flagged: i64,
    days: DayOf,
}

impl Parser {
    pub(super) fn new(
        setup: ParserSetup,
        outlets: Vec<(String, i64)>,
        categories: Vec<(String, i64)>,
        customers: Vec<(String, i64)>,
    ) -> Self {
        let make = setup.create_missing;
        Self {
            // Categories are words, not master data: a new one is simply new.
            categories: Names::new(categories, true),
            outlets: Names::new(outlets, make),
            customers: customers.into_iter().collect(),
            days: DayOf::new(&setup.zone),
            parsed: Parsed {
                sums: Accumulator::default(),
                content: 0,
                mapped: setup.mapped.clone(),
                zone: setup.zone.clone(),
            },
            setup,
            seen: HashSet::new(),
            staged: Staged::default(),
            flagged: 0,
        }
    }
}

const TEXT_MAX: usize = 200;
const LONG_TEXT_MAX: usize = 20_000;

/// Reads the values of a row, keeping every refusal.
struct Values<'b, 'a> {
    binding: &'b Binding,
    row: &'b Row<'a>,
    errors: Vec<RowError>,
}

impl<'a, 'b: 'a> Values<'b, 'a> {
    fn keep<T>(&mut self, value: Result<Option<T>, RowError>) -> Option<T> {
        value.unwrap_or_else(|error| {
            self.errors.push(error);
            None
        })
    }
    fn text(&mut self, field: usize, max: usize) -> Option<&'a str> {
        let value = self.binding.text(field, self.row);
        let text = self.keep(value)?;
        // Bytes bound characters: the exact count is only made where it could matter.
        if text.len() > max && text.chars().count() > max {
            self.refuse(ReadCode::TooLong, field, text);
            return None;
        }
        Some(text)
    }
    fn instant(&mut self, field: usize) -> Option<Ms> {
        let value = self.binding.instant(field, self.row);
        self.keep(value).map(Ms)
    }
    fn choice(&mut self, field: usize) -> Option<&'a str> {
        let value = self.binding.choice(field, self.row);
        self.keep(value)
    }
    fn degrees(&mut self, field: usize, most: f64) -> Option<f64> {
        let value = self.binding.float(field, self.row);
        let degrees = self.keep(value)?;
        if degrees.abs() <= most {
            return Some(degrees);
        }
        self.refuse(ReadCode::OutOfRange, field, &degrees.to_string());
        None
    }
    fn refuse(&mut self, code: ReadCode, field: usize, value: &str) {
        self.errors
            .push(self.binding.refuse(code, field, self.row, value));
    }
}

impl Parser {
    fn typed<'a, 'b: 'a>(&mut self, values: &mut Values<'b, 'a>) -> Typed<'a> {
        let times = Times {
            opened: values.instant(f::OPENED).unwrap_or_default(),
            due: values.instant(f::DUE),
            response_due: values.instant(f::RESPONSE_DUE),
            responded: values.instant(f::RESPONDED),
            arrived: values.instant(f::ARRIVED),
            completed: values.instant(f::COMPLETED),
            closed: values.instant(f::CLOSED),
        };
        let texts = Texts {
            external: values.text(f::EXTERNAL, TEXT_MAX).unwrap_or_default(),
            product: values.text(f::PRODUCT, TEXT_MAX),
            contact: values.text(f::CONTACT, TEXT_MAX),
            phone: values.text(f::PHONE, TEXT_MAX),
            address: values.text(f::ADDRESS, 2 * TEXT_MAX),
            description: values.text(f::DESCRIPTION, LONG_TEXT_MAX),
            verdict: values.text(f::VERDICT, TEXT_MAX),
        };
        let cost = values
            .binding
            .scaled(f::COST, values.row, self.setup.currency_digits);
        let cost = values.keep(cost);
        if let Some(below) = cost.filter(|c| *c < 0) {
            values.refuse(ReadCode::OutOfRange, f::COST, &below.to_string());
        }
        let state = values.choice(f::STATE).and_then(State::parse);
        let (longitude, latitude, system) = place(values);
        Typed {
            times,
            // A file that says "closed" of a row without an end still knows its own state best; the other way round,
            // an end outweighs a state that was not kept up.
            state: state.filter(|s| !s.is_open() || (times.completed.is_none() && times.closed.is_none())),
            kind: values.choice(f::KIND).unwrap_or("repair"),
            priority: values.choice(f::PRIORITY).unwrap_or("normal"),
            texts,
            latitude,
            longitude,
            system,
            cost,
            outlet: self.outlet(values),
            category: values
                .text(f::CATEGORY, TEXT_MAX)
                .and_then(|name| self.categories.id(name)),
            customer: self.customer(values),
        }
    }

    fn outlet<'a, 'b: 'a>(&mut self, values: &mut Values<'b, 'a>) -> Option<i64> {
        let name = values.text(f::OUTLET, TEXT_MAX)?;
        let id = self.outlets.id(name);
        if id.is_none() {
            values.refuse(ReadCode::UnknownReference, f::OUTLET, name);
        }
        id
    }

    fn customer<'a, 'b: 'a>(&mut self, values: &mut Values<'b, 'a>) -> Option<i64> {
        let code = values.text(f::CUSTOMER, TEXT_MAX)?;
        let id = self.customers.get(code).copied();
        if id.is_none() {
            values.refuse(ReadCode::UnknownReference, f::CUSTOMER, code);
        }
        id
    }

    fn push(&mut self, line: u64, row: &Typed<'_>) {
        let derived = rules::derive(row.times, row.state);
        let days = rules::days(row.times, &derived, &mut self.days);
        let bucket = derived.handling_ms.map(rules::bucket);
        let digest = digest(row, &derived);
        self.parsed.content = self.parsed.content.wrapping_add(digest);
        self.flagged += i64::from(derived.closed_before_opened);
        let facts = facts_of(row, &derived, &days, bucket);
        self.parsed.sums.add(&Facts::of(&facts), 1);
        let s = &mut self.staged;
        let flag = |met: Option<bool>| met.map(i64::from);
        let owned = |text: Option<&str>| text.map(str::to_owned);
        s.line.push(Some(line as i64));
        s.external_number.push(Some(row.texts.external.to_owned()));
        s.kind.push(Some(row.kind.to_owned()));
        s.priority.push(Some(row.priority.to_owned()));
        s.category_id.push(row.category);
        s.product_name.push(owned(row.texts.product));
        s.outlet_id.push(row.outlet);
        s.customer_id.push(row.customer);
        s.contact_name.push(owned(row.texts.contact));
        s.contact_phone.push(owned(row.texts.phone));
        s.address.push(owned(row.texts.address));
        s.latitude.push(row.latitude);
        s.longitude.push(row.longitude);
        s.coordinate_system
            .push(row.latitude.map(|_| row.system.as_str().to_owned()));
        s.description.push(owned(row.texts.description));
        s.state.push(Some(derived.state.as_str().to_owned()));
        s.is_open.push(Some(i64::from(derived.state.is_open())));
        s.opened_at.push(Some(row.times.opened.0));
        s.response_due_at.push(row.times.response_due.map(i64::from));
        s.due_at.push(row.times.due.map(i64::from));
        s.responded_at.push(derived.first_response.map(i64::from));
        s.arrived_at.push(row.times.arrived.map(i64::from));
        // Where only a closing was told, it is the end of the work as well: figures and filters then have one place.
        s.completed_at.push(derived.ended.map(i64::from));
        s.closed_at.push(row.times.closed.map(i64::from));
        s.cost.push(row.cost);
        s.response_met.push(flag(derived.response_met));
        s.resolution_met.push(flag(derived.resolution_met));
        s.source_verdict.push(owned(row.texts.verdict));
        s.flag_closed_before_opened
            .push(Some(i64::from(derived.closed_before_opened)));
        s.handling_ms.push(derived.handling_ms);
        s.handling_bucket.push(bucket);
        s.opened_day.push(Some(days.opened.0));
        s.opened_hour.push(Some(days.opened_hour));
        s.responded_day.push(days.responded.map(i64::from));
        s.completed_day.push(days.completed.map(i64::from));
        s.due_day.push(days.due.map(i64::from));
        s.digest.push(Some(digest));
    }
}

/// What the figures need of a row; the rest of an order's facts are not in files.
fn facts_of(row: &Typed<'_>, derived: &rules::Derived, days: &rules::Days, bucket: Option<i64>) -> FactsRow {
    let flag = |met: Option<bool>| met.map(i64::from);
    FactsRow {
        outlet_id: row.outlet,
        category_id: row.category,
        kind: row.kind.to_owned(),
        priority: row.priority.to_owned(),
        state: derived.state.as_str().to_owned(),
        is_open: i64::from(derived.state.is_open()),
        opened_at: row.times.opened.0,
        responded_at: derived.first_response.map(i64::from),
        arrived_at: row.times.arrived.map(i64::from),
        opened_day: days.opened.0,
        opened_hour: Some(days.opened_hour),
        responded_day: days.responded.map(i64::from),
        completed_day: days.completed.map(i64::from),
        due_day: days.due.map(i64::from),
        response_met: flag(derived.response_met),
        resolution_met: flag(derived.resolution_met),
        handling_ms: derived.handling_ms,
        handling_bucket: bucket,
        cost: row.cost,
        ..FactsRow::default()
    }
}

/// Where a row says that it is, converted to WGS-84 here, at the edge.
fn place<'a, 'b: 'a>(values: &mut Values<'b, 'a>) -> (Option<f64>, Option<f64>, CoordinateSystem) {
    let latitude = values.degrees(f::LATITUDE, 90.0);
    let longitude = values.degrees(f::LONGITUDE, 180.0);
    let told = values.choice(f::SYSTEM).and_then(CoordinateSystem::parse);
    let system = told.unwrap_or_default();
    let (Some(longitude), Some(latitude)) = (longitude, latitude) else {
        return (longitude, latitude, system);
    };
    let real = system.to_wgs84(Position { longitude, latitude });
    (Some(real.longitude), Some(real.latitude), system)
}

/// The digest of an order's imported facts: `verify` makes it again from the stored columns.
fn digest(row: &Typed<'_>, derived: &rules::Derived) -> i64 {
    let t = &row.times;
    digest_of(
        &[
            Some(row.texts.external),
            Some(row.kind),
            Some(row.priority),
            Some(derived.state.as_str()),
            row.texts.product,
            row.texts.contact,
            row.texts.phone,
            row.texts.address,
            row.texts.description,
            row.texts.verdict,
        ],
        &[
            Some(t.opened.0),
            t.response_due.map(i64::from),
            t.due.map(i64::from),
            t.closed.map(i64::from),
            row.cost,
            derived.first_response.map(i64::from),
            t.arrived.map(i64::from),
            derived.ended.map(i64::from),
            derived.response_met.map(i64::from),
            derived.resolution_met.map(i64::from),
        ],
    )
}

/// The first eight bytes of a SHA-256 over texts and numbers, each marked, so that no two rows read alike.
pub(in crate::work_orders) fn digest_of(texts: &[Option<&str>], numbers: &[Option<i64>]) -> i64 {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text.map_or(u64::MAX, |t| t.len() as u64).to_le_bytes());
        hash.update(text.unwrap_or_default().as_bytes());
    }
    for number in numbers {
        hash.update([u8::from(number.is_some())]);
        hash.update(number.unwrap_or_default().to_le_bytes());
    }
    let bytes = hash.finalize();
    i64::from_le_bytes(bytes[..8].try_into().unwrap_or_default())
}

fn key_of(external: &str) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    external.hash(&mut hasher);
    hasher.finish()
}

impl RowParser for Parser {
    fn parse(&mut self, binding: &Binding, row: &Row<'_>) -> Result<(), Vec<RowError>> {
        let mut values = Values {
            binding,
            row,
            errors: Vec::new(),
        };
        let typed = self.typed(&mut values);
        if values.errors.is_empty() && !self.seen.insert(key_of(typed.texts.external)) {
            values.refuse(ReadCode::DuplicateInFile, f::EXTERNAL, typed.texts.external);
        }
        if !values.errors.is_empty() {
            return Err(values.errors);
        }
        self.push(row.line(), &typed);
        Ok(())
    }
    fn waiting(&self) -> usize {
        self.staged.line.len()
    }
    fn take(&mut self) -> Vec<(&'static str, Column)> {
        self.staged.take()
    }
    fn finish(self: Box<Self>) -> Finished {
        let places = |entity: &'static str, made: Vec<String>| {
            made.into_iter()
                .enumerate()
                .map(move |(i, name)| (entity, FIRST_PLACE - i as i64, name))
        };
        let outlets = places("outlet", self.outlets.made);
        let names = outlets.chain(places("category", self.categories.made)).collect();
        Finished {
            names,
            flagged: vec![("closed_before_opened", self.flagged)],
            state: Box::new(self.parsed),
        }
    }
}
