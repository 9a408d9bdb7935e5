//! Finding divisions by what people write: names, short names, pinyin, initials, whole addresses. Pure.

use super::model::{Certainty, DivisionLevel};
use super::synonyms::STREETS;
use super::table::{Division, Table};

/// How well a division fits a search; a lower rank is better, `None` does not fit.
#[must_use]
pub fn rank(division: &Division, search: &str) -> Option<u8> {
    if search == division.name || search == division.short || search == division.code {
        return Some(0);
    }
    let lower = search.to_lowercase();
    if lower == division.english.to_lowercase() {
        return Some(0);
    }
    if division.name.starts_with(search) {
        return Some(1);
    }
    let letters: String = lower.chars().filter(|c| !matches!(c, ' ' | '\'')).collect();
    if !letters.is_empty() && letters.chars().all(|c| c.is_ascii_lowercase()) {
        let together = division.pinyin.replace(' ', "");
        if together == letters {
            return Some(1);
        }
        if together.starts_with(&letters) {
            return Some(2);
        }
        // Initials are few letters for many places: whole ones first.
        let initials: String = division.initials().collect();
        if initials == letters {
            return Some(2);
        }
        if initials.starts_with(&letters) {
            return Some(3);
        }
        if division.english.to_lowercase().starts_with(&lower) {
            return Some(2);
        }
        return None;
    }
    division.name.contains(search).then_some(4)
}

/// The places of the divisions that fit a search, best first; divisions of one rank from the province down, by code.
#[must_use]
pub fn find(table: &Table, search: &str, limit: usize) -> Vec<usize> {
    let search = search.trim();
    if search.is_empty() {
        return Vec::new();
    }
    // `广州天河` and `广州 天河` name a path: the last part is what is looked for, the others stand above it.
    let mut parts = search.split_whitespace();
    let last = parts.next_back().unwrap_or(search);
    let above: Vec<&str> = parts.collect();
    let mut found: Vec<(u8, DivisionLevel, usize)> = Vec::new();
    for (place, division) in table.all.iter().enumerate() {
        let narrowed = || {
            rank(division, last).filter(|_| {
                let path = table.path(place);
                above.iter().all(|part| {
                    path.iter()
                        .any(|at| *at != place && rank(&table.all[*at], part).is_some())
                })
            })
        };
        // A name of several words (`Inner Mongolia`) is tried whole first.
        if let Some(rank) = rank(division, search).or_else(narrowed) {
            found.push((rank, division.level(), place));
        }
    }
    if found.is_empty() && above.is_empty() {
        return locate(table, search)
            .into_iter()
            .map(|l| l.place)
            .take(limit)
            .collect();
    }
    found.sort_unstable();
    found.into_iter().map(|(_, _, place)| place).take(limit).collect()
}

/// A division that an address may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Located {
    pub place: usize,
    pub certainty: Certainty,
}

/// Where a name stands in an address.
#[derive(Debug, Clone, Copy)]
struct Mention {
    place: usize,
    from: usize,
    to: usize,
    whole: bool,
}

/// The divisions that an address names, the best first; several only where nothing tells them apart.
#[must_use]
pub fn locate(table: &Table, address: &str) -> Vec<Located> {
    let text: String = address.chars().filter(|c| !c.is_whitespace()).take(200).collect();
    let mentions = mentions(table, &text);
    let mut best: Vec<(usize, Mention, bool)> = Vec::new();
    let mut most = 0;
    for mention in &mentions {
        let (score, supported) = score(table, &mentions, *mention);
        if score > most {
            most = score;
            best.clear();
        }
        if score == most && score > 0 {
            best.push((score, *mention, supported));
        }
    }
    best.dedup_by_key(|(_, mention, _)| mention.place);
    let alone = best.len() == 1;
    best.into_iter()
        .map(|(_, mention, supported)| Located {
            place: mention.place,
            certainty: match (alone, supported || mention.whole) {
                (false, _) => Certainty::Ambiguous,
                (true, true) => Certainty::Sure,
                (true, false) => Certainty::Likely,
            },
        })
        .collect()
}

/// Every division that the text names, by its first mention. A short name counts at the beginning and right behind another
/// division only: elsewhere it is mostly part of something else.
fn mentions(table: &Table, text: &str) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut short: Vec<Mention> = Vec::new();
    for (place, division) in table.all.iter().enumerate() {
        let mention = |from: usize, name: &str, whole: bool| Mention {
            place,
            from,
            to: from + name.len(),
            whole,
        };
        if let Some(from) = text.find(division.name) {
            found.push(mention(from, division.name, true));
        } else if division.short != division.name
            && let Some(from) = text.find(division.short)
        {
            let rest = &text[from + division.short.len()..];
            if !STREETS.iter().any(|street| rest.starts_with(street)) {
                short.push(mention(from, division.short, false));
            }
        }
    }
    // Short names may lean on short names: 广东广州天河. Three levels, three rounds.
    for _ in 0..3 {
        let leaning: Vec<Mention> = short
            .iter()
            .filter(|s| {
                !found.iter().any(|f| f.place == s.place)
                    && (s.from == 0
                        || found
                            .iter()
                            .any(|f| f.to == s.from && table.path(s.place).contains(&f.place)))
            })
            .copied()
            .collect();
        found.extend(leaning);
    }
    found
}

/// How much of the text stands for a division: its own mention and those of what stands above it, each before the next.
fn score(table: &Table, mentions: &[Mention], mention: Mention) -> (usize, bool) {
    let weight = |m: &Mention| (m.to - m.from) * 2 + usize::from(m.whole);
    let (mut score, mut before, mut supported) = (weight(&mention), mention.from, false);
    let mut above = table.path(mention.place);
    above.pop();
    for place in above.into_iter().rev() {
        if let Some(parent) = mentions.iter().find(|m| m.place == place && m.to <= before) {
            score += weight(parent);
            before = parent.from;
            supported = true;
        }
    }
    (score, supported)
}

#[cfg(test)]
mod tests {
    use super::super::table::table;
    use super::*;

    fn names(places: &[usize]) -> Vec<&'static str> {
        places.iter().map(|at| table().all[*at].code).collect()
    }

    #[test]
    fn divisions_are_found_by_name_pinyin_and_initials() {
        for (search, first) in [
            ("广州", "440100"),
            ("广州市", "440100"),
            ("440106", "440106"),
            ("guangzhou", "440100"),
            ("Xi'an", "610100"),
            ("xian", "610100"),
            ("chongqing", "500000"),
            ("Inner Mongolia", "150000"),
            ("内蒙", "150000"),
            ("天河", "440106"),
            ("广州 天河", "440106"),
            ("gz th", "440106"),
            ("广州天河", "440106"),
            ("玉龙", "530721"),
        ] {
            let found = find(table(), search, 20);
            assert_eq!(
                names(&found).first(),
                Some(&first),
                "{search}: {:?}",
                names(&found)
            );
        }
        assert!(names(&find(table(), "sz", 50)).contains(&"440300"));
        assert!(find(table(), "", 10).is_empty() && find(table(), "zzzz", 10).is_empty());
        assert!(find(table(), "朝阳区", 10).len() >= 2, "namesakes are all listed");
    }

    #[test]
    fn addresses_lead_to_the_deepest_division_they_name() {
        use Certainty::{Ambiguous, Likely, Sure};
        for (address, code, certainty) in [
            ("广东省广州市天河区体育东路138号", "440106", Sure),
            ("广州市天河区体育东路138号", "440106", Sure),
            ("广东广州天河体育东路138号", "440106", Sure),
            ("广州天河体育东路", "440106", Sure),
            ("北京市朝阳区建国路88号", "110105", Sure),
            ("长春市朝阳区同志街", "220104", Sure),
            ("朝阳区建国路88号", "110105", Ambiguous),
            ("上海路15号", "", Likely),
            ("南京市鼓楼区中山北路", "320106", Sure),
            ("福建省福州市鼓楼区五四路", "350102", Sure),
            ("湖北省仙桃市沔阳大道", "429004", Sure),
            ("重庆市渝中区解放碑", "500103", Sure),
            ("内蒙古自治区呼和浩特市新城区", "150102", Sure),
            ("广东省 深圳市 南山区 科技园", "440305", Sure),
            ("青岛香港中路10号", "370200", Likely),
            ("香港特别行政区湾仔区轩尼诗道", "810002", Sure),
            ("somewhere else", "", Likely),
            ("", "", Likely),
        ] {
            let found = locate(table(), address);
            let got: Vec<(&str, Certainty)> = found
                .iter()
                .map(|l| (table().all[l.place].code, l.certainty))
                .collect();
            if code.is_empty() {
                assert!(got.is_empty(), "{address}: {got:?}");
            } else if certainty == Ambiguous {
                assert!(
                    got.len() > 1 && got.contains(&(code, Ambiguous)),
                    "{address}: {got:?}"
                );
            } else {
                assert_eq!(got, [(code, certainty)], "{address}");
            }
        }
    }
}
