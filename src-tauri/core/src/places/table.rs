//! The divisions in memory, read once from the table that the program carries.

use super::model::{DivisionLevel, DivisionName, DivisionView};
use std::collections::HashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/divisions.tsv");

/// One province, city or district.
#[derive(Debug, Clone)]
pub struct Division {
    /// Six digits of GB/T 2260.
    pub code: &'static str,
    pub name: &'static str,
    /// 广州 of 广州市.
    pub short: &'static str,
    /// `guang zhou`.
    pub pinyin: &'static str,
    /// `Guangzhou`; what English has of its own where it differs (`Inner Mongolia`).
    pub english: String,
    /// WGS-84 degrees, within about a kilometre.
    pub longitude: f64,
    pub latitude: f64,
    /// False where only the centroid of the parent is known.
    pub own_centroid: bool,
    /// The place of the parent in the table.
    pub parent: Option<usize>,
}

/// All divisions, by code, and the places of each one's children.
#[derive(Debug)]
pub struct Table {
    pub all: Vec<Division>,
    by_code: HashMap<&'static str, usize>,
    children: HashMap<Option<usize>, Vec<usize>>,
}

static DIVISIONS: LazyLock<Table> = LazyLock::new(|| Table::read(TABLE));

/// The table.
#[must_use]
pub fn table() -> &'static Table {
    &DIVISIONS
}

impl Table {
    /// Reads the lines of the file; a line that is no division is left out, and a test counts them.
    pub(super) fn read(text: &'static str) -> Self {
        let mut table = Self {
            all: Vec::new(),
            by_code: HashMap::new(),
            children: HashMap::new(),
        };
        // Sorted by code, a parent stands before its children.
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let parts: Vec<&'static str> = line.split('\t').collect();
            let [code, name, short, pinyin, english, longitude, latitude, mark] = parts[..] else {
                continue;
            };
            let (Ok(longitude), Ok(latitude)) = (longitude.parse(), latitude.parse()) else {
                continue;
            };
            let place = table.all.len();
            let parent = table.parent_of(code);
            table.by_code.insert(code, place);
            table.children.entry(parent).or_default().push(place);
            table.all.push(Division {
                code,
                name,
                short,
                pinyin,
                english: if english.is_empty() {
                    romanised(pinyin)
                } else {
                    english.to_owned()
                },
                longitude,
                latitude,
                own_centroid: mark.is_empty(),
                parent,
            });
        }
        table
    }

    /// A district stands below its city, or below its province where no city is between them.
    fn parent_of(&self, code: &str) -> Option<usize> {
        let above = [format!("{}00", &code[..4]), format!("{}0000", &code[..2])];
        above
            .iter()
            .filter(|other| *other != code)
            .find_map(|other| self.by_code.get(other.as_str()).copied())
    }

    #[must_use]
    pub fn place(&self, code: &str) -> Option<usize> {
        self.by_code.get(code).copied()
    }

    /// The places below a division; the provinces below none.
    #[must_use]
    pub fn below(&self, parent: Option<usize>) -> &[usize] {
        self.children.get(&parent).map_or(&[], Vec::as_slice)
    }

    /// From the province down to the division itself.
    #[must_use]
    pub fn path(&self, place: usize) -> Vec<usize> {
        let mut path = vec![place];
        while let Some(parent) = self.all[path[path.len() - 1]].parent {
            path.push(parent);
        }
        path.reverse();
        path
    }

    /// A division as it goes over the wire.
    #[must_use]
    pub fn view(&self, place: usize) -> DivisionView {
        let division = &self.all[place];
        let path = self.path(place).into_iter().map(|at| DivisionName {
            code: self.all[at].code.to_owned(),
            name: self.all[at].name.to_owned(),
            english: self.all[at].english.clone(),
        });
        DivisionView {
            code: division.code.to_owned(),
            name: division.name.to_owned(),
            english: division.english.clone(),
            level: division.level(),
            path: path.collect(),
            longitude: division.longitude,
            latitude: division.latitude,
            own_centroid: division.own_centroid,
            has_below: !self.below(Some(place)).is_empty(),
        }
    }
}

impl Division {
    /// Told by the code: 440000, 440100, 440106.
    #[must_use]
    pub fn level(&self) -> DivisionLevel {
        match (&self.code[2..4], &self.code[4..6]) {
            ("00", "00") => DivisionLevel::Province,
            (_, "00") => DivisionLevel::City,
            _ => DivisionLevel::District,
        }
    }

    /// `gz` of `guang zhou`.
    pub fn initials(&self) -> impl Iterator<Item = char> {
        self.pinyin
            .split(' ')
            .filter_map(|syllable| syllable.chars().next())
    }
}

/// `xi an` → `Xi'an`, `guang zhou` → `Guangzhou`: syllables that begin with a vowel are set off.
fn romanised(pinyin: &str) -> String {
    let mut text = String::with_capacity(pinyin.len() + 1);
    for (n, syllable) in pinyin.split(' ').enumerate() {
        if n == 0 {
            let mut letters = syllable.chars();
            text.extend(letters.next().map(|first| first.to_ascii_uppercase()));
            text.push_str(letters.as_str());
            continue;
        }
        if syllable.starts_with(['a', 'e', 'o']) {
            text.push('\'');
        }
        text.push_str(syllable);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_division_with_a_place_in_china_and_a_parent() {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#')).count();
        let table = table();
        assert_eq!(table.all.len(), lines);
        assert!((3300..3700).contains(&lines), "{lines}");
        let provinces = table.below(None);
        assert_eq!(provinces.len(), 34);
        for division in &table.all {
            let at = crate::kernel::Position {
                longitude: division.longitude,
                latitude: division.latitude,
            };
            assert!(at.is_in_china(), "{division:?}");
            assert_eq!(
                division.parent.is_none(),
                division.level() == DivisionLevel::Province,
                "{division:?}"
            );
            assert!(
                division
                    .pinyin
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c == ' '),
                "{division:?}"
            );
        }
    }

    #[test]
    fn names_are_romanised_as_maps_write_them() {
        let table = table();
        for (code, english) in [
            ("440100", "Guangzhou"),
            ("610100", "Xi'an"),
            ("150000", "Inner Mongolia"),
            ("610000", "Shaanxi"),
            ("500000", "Chongqing"),
            ("350200", "Xiamen"),
            ("341500", "Lu'an"),
        ] {
            assert_eq!(table.all[table.place(code).unwrap()].english, english);
        }
    }
}
