//! The words the made-up network is told in. They stand in data files: they are names of things, not texts of screens.

use crate::error::{Error, Result};
use serde::Deserialize;
use std::collections::BTreeMap;

const CITIES: &str = include_str!("../../data/demo/cities.csv");
const WORDS: &str = include_str!("../../data/demo/words.json");
const DICTIONARIES: &str = include_str!("../../data/demo/dictionaries.json");
const PRODUCTS: &str = include_str!("../../data/demo/products.json");

/// A city with outlets.
#[derive(Debug, Clone)]
pub(super) struct City {
    /// The large area it belongs to.
    pub area: String,
    pub province_code: String,
    pub province: String,
    pub code: String,
    pub name: String,
    /// The middle of its built-up land, WGS-84 degrees.
    pub longitude: f64,
    pub latitude: f64,
    /// How far from the middle places may lie, degrees.
    pub spread: f64,
    /// Its share of all orders.
    pub weight: f64,
    pub outlets: usize,
    pub districts: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Words {
    /// Each character is one.
    pub surnames: String,
    pub given: Vec<String>,
    pub streets: Vec<String>,
    pub estates: Vec<String>,
    pub firms: Vec<String>,
    pub firm_names: Vec<String>,
    pub outlet_names: Vec<String>,
    pub outlet_kinds: BTreeMap<String, String>,
    pub dispatchers: Vec<String>,
    /// What customers say, by kind of order.
    pub described: BTreeMap<String, String>,
    /// Why orders come back.
    pub reopened: Vec<String>,
    pub skills: Skills,
    pub areas: BTreeMap<String, String>,
    pub rooms: Vec<String>,
    pub number: String,
    pub brand: String,
    pub region_suffix: String,
    pub separator: String,
    /// Login and name.
    pub accounts: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Skills {
    pub certificates: Vec<String>,
}

/// Code, name, English name, weight.
pub(super) type Word = (String, String, String, f64);

#[derive(Debug, Deserialize)]
pub(super) struct Product {
    pub code: String,
    pub name: String,
    /// Code and name.
    pub models: Vec<(String, String)>,
    /// Orders of each month of the year, relative to each other and to other products.
    pub months: [f64; 12],
    /// Share of installations, percent.
    pub install: f64,
    /// Code, name, weight.
    pub symptoms: Vec<(String, String, f64)>,
    /// Code, name, English name, weight, the usual price of parts in minor units.
    pub causes: Vec<(String, String, String, f64, i64)>,
}

/// All of it, read.
#[derive(Debug)]
pub(super) struct Data {
    pub cities: Vec<City>,
    pub words: Words,
    pub dictionaries: BTreeMap<String, Vec<Word>>,
    pub products: Vec<Product>,
}

fn city(line: &str) -> Option<City> {
    let mut fields = line.split(',').map(str::trim);
    let mut text = || fields.next().map(str::to_owned);
    let (area, province_code, province, code, name) = (text()?, text()?, text()?, text()?, text()?);
    let mut number = || fields.next()?.parse::<f64>().ok();
    let (longitude, latitude, spread, weight) = (number()?, number()?, number()?, number()?);
    let outlets = number()? as usize;
    let districts = fields.next()?.split(';').map(str::to_owned).collect();
    Some(City {
        area,
        province_code,
        province,
        code,
        name,
        longitude,
        latitude,
        spread,
        weight,
        outlets,
        districts,
    })
}

/// Reads the data that ships.
///
/// # Errors
/// A fault in a damaged build.
pub(super) fn read() -> Result<Data> {
    let lines = CITIES
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    let cities = lines
        .map(|line| city(line).ok_or_else(|| Error::fault(format!("a city: {line}"))))
        .collect::<Result<_>>()?;
    Ok(Data {
        cities,
        words: serde_json::from_str(WORDS)?,
        dictionaries: serde_json::from_str(DICTIONARIES)?,
        products: serde_json::from_str(PRODUCTS)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_data_is_sound() {
        let data = read().expect("it reads");
        assert_eq!(data.cities.iter().map(|c| c.outlets).sum::<usize>(), 60);
        let codes: BTreeSet<&str> = data.cities.iter().map(|c| c.code.as_str()).collect();
        assert_eq!(codes.len(), data.cities.len(), "each city once");
        for city in &data.cities {
            assert_eq!(city.code.len(), 6, "{}", city.name);
            assert_eq!(city.code[..2], city.province_code[..2], "{}", city.name);
            assert!((73.0..136.0).contains(&city.longitude) && (18.0..54.0).contains(&city.latitude));
            assert!(data.words.areas.contains_key(&city.area), "{}", city.area);
        }
        for product in &data.products {
            assert!(!product.models.is_empty() && !product.symptoms.is_empty());
            let causes: BTreeSet<&str> = product.causes.iter().map(|c| c.0.as_str()).collect();
            assert_eq!(causes.len(), product.causes.len(), "{}", product.code);
        }
        assert_eq!(data.words.accounts.len(), 5);
    }
}
