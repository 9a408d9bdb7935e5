//! How alike two names are, across case, separators, abbreviations and languages.

use std::collections::BTreeSet;

/// Lower case, half-width, letters and digits only.
pub(super) fn plain(name: &str) -> String {
    name.chars()
        .map(half_width)
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn half_width(char: char) -> char {
    match char {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(char as u32 - 0xfee0).unwrap_or(char),
        other => other,
    }
}

/// The words of a name, shortened to their stems: `OPEN_DT` and `Opened date` are the same. Chinese, which writes no
/// spaces, gives pairs of characters.
pub(super) fn words(name: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let mut latin = String::new();
    let mut chinese: Vec<char> = Vec::new();
    let mut lower = false;
    for char in name.chars().map(half_width).chain([' ']) {
        let is_latin = char.is_ascii_alphanumeric() || (char.is_alphabetic() && (char as u32) < 0x2e80);
        let is_chinese = !is_latin && char.is_alphanumeric();
        // "closedDate" has a border without a separator.
        if !is_latin || (lower && char.is_uppercase()) {
            push_latin(&mut latin, &mut words);
        }
        if !is_chinese {
            push_chinese(&mut chinese, &mut words);
        }
        if is_latin {
            latin.extend(char.to_lowercase());
        } else if is_chinese {
            chinese.push(char);
        }
        lower = char.is_lowercase();
    }
    words
}

fn push_latin(latin: &mut String, words: &mut BTreeSet<String>) {
    if !latin.is_empty() {
        words.insert(stem(&std::mem::take(latin)).to_owned());
    }
}

/// Endings of Chinese headers that say what kind of thing a column holds, and their English word; none for one that
/// says nothing.
const ENDINGS: [(&str, Option<&str>); 8] = [
    ("时间", Some("date")),
    ("日期", Some("date")),
    ("时刻", Some("date")),
    ("编号", Some("number")),
    ("号码", Some("number")),
    ("金额", Some("amount")),
    ("费用", Some("amount")),
    ("名称", None),
];

fn push_chinese(chinese: &mut Vec<char>, words: &mut BTreeSet<String>) {
    for (ending, meaning) in ENDINGS {
        if chinese.len() >= 2 && chinese[chinese.len() - 2..].iter().copied().eq(ending.chars()) {
            chinese.truncate(chinese.len() - 2);
            words.extend(meaning.map(str::to_owned));
            break;
        }
    }
    if chinese.len() == 1 {
        words.insert(chinese[0].to_string());
    }
    words.extend(chinese.windows(2).map(|pair| pair.iter().collect::<String>()));
    chinese.clear();
}

/// Abbreviations of database columns, and endings of words.
fn stem(word: &str) -> &str {
    match word {
        "date" | "dt" | "time" | "datetime" | "at" | "ts" => "date",
        "no" | "num" | "nr" | "number" | "id" | "code" => "number",
        "addr" | "address" | "location" => "address",
        "lat" | "latitude" => "latitude",
        "lng" | "lon" | "long" | "longitude" => "longitude",
        "tel" | "phone" | "mobile" | "telephone" => "phone",
        "qty" | "quantity" => "quantity",
        "amt" | "amount" | "price" | "cost" | "fee" => "amount",
        "desc" | "description" => "description",
        "cust" | "customer" | "client" => "customer",
        word => {
            let short = word
                .strip_suffix("ed")
                .or(word.strip_suffix("es"))
                .or(word.strip_suffix('s'));
            let short = short.unwrap_or(word);
            if short.len() < 3 {
                word
            } else {
                short.strip_suffix('e').unwrap_or(short)
            }
        }
    }
}

/// Likeness of two names, 0 to 100.
pub(super) fn likeness(a: &str, b: &str) -> u32 {
    let (plain_a, plain_b) = (plain(a), plain(b));
    if plain_a.is_empty() || plain_b.is_empty() {
        return 0;
    }
    if plain_a == plain_b {
        return 100;
    }
    let (words_a, words_b) = (words(a), words(b));
    if words_a == words_b {
        return 90;
    }
    let common = words_a.intersection(&words_b).count() as u32;
    let all = words_a.union(&words_b).count() as u32;
    let by_words = 85 * common / all.max(1);
    // A Chinese name inside a longer one ("网点" in "服务网点名称") shares few pairs but says it all.
    let (short, long) = if plain_a.len() < plain_b.len() {
        (&plain_a, &plain_b)
    } else {
        (&plain_b, &plain_a)
    };
    let inside = short.chars().count() >= 2 && !short.is_ascii() && long.contains(short.as_str());
    by_words.max(if inside { 65 } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_of_headers() {
        for (a, b, least, most) in [
            ("OPEN_DT", "open dt", 100, 100),
            ("OPEN_DT", "Opened at", 90, 90),
            ("closedDate", "CLOSED_DT", 90, 90),
            ("服务网点名称", "网点", 60, 70),
            ("ＯＰＥＮ＿ＤＴ", "open_dt", 100, 100),
            ("CASE_ENQUIRY_ID", "case number", 40, 60),
            ("TARGET_DT", "OPEN_DT", 20, 40),
            ("LATITUDE", "LONGITUDE", 0, 0),
            ("工单号", "工单类型", 0, 30),
            ("结案时间", "结案日期", 90, 90),
            ("网点名称", "网点", 90, 90),
            ("完工日期", "受理日期", 0, 30),
        ] {
            let found = likeness(a, b);
            assert!((least..=most).contains(&found), "{a} ~ {b}: {found}");
        }
    }
}
