//! What a search is made of: words, the pieces of text that lead to their rows, and the initials of names. Pure.

use pinyin::ToPinyinMulti;

/// Longer searches are cut: nobody types them.
const MAX_CHARS: usize = 100;
const MAX_WORDS: usize = 6;
/// Letters that can be somebody's initials.
const INITIALS: std::ops::RangeInclusive<usize> = 2..=20;
/// Readings that are kept of one name; where its characters have more together, the later ones keep their first.
const MAX_READINGS: usize = 8;
/// Digits that make a telephone's tail.
const TAIL: usize = 4;
/// A stored name that is longer is no name.
const NAME_MAX: usize = 40;

/// A piece of text as a number: three characters of letters and digits, two of Chinese, or two initials.
pub(crate) type Term = i64;

/// One word of a search: each of its forms is one way to match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// In small letters: any fragment of a text.
    pub fragment: Option<String>,
    /// Letters that can be initials.
    pub initials: Option<String>,
    /// The last digits of a telephone number.
    pub tail: Option<String>,
}

/// The words of a search; all of them must be found. In a long list, two letters alone are always initials: as a
/// fragment they would be in nearly every row, and no index would help.
pub(crate) fn words(text: &str, long: bool) -> Vec<Word> {
    let text: String = text.chars().take(MAX_CHARS).collect();
    let words = text.split_whitespace().take(MAX_WORDS);
    words.map(|word| read_word(&word.to_lowercase(), long)).collect()
}

fn read_word(word: &str, long: bool) -> Word {
    let letters = word.chars().all(|c| c.is_ascii_lowercase()) && INITIALS.contains(&word.len());
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    let phone = word.chars().all(|c| c.is_ascii_digit() || "+-()".contains(c)) && digits.len() >= TAIL;
    Word {
        fragment: (!(long && letters && word.len() == 2)).then(|| word.to_owned()),
        initials: letters.then(|| word.to_owned()),
        tail: phone.then_some(digits),
    }
}

impl Word {
    /// For each form, the pieces that a row must hold to match. A form without pieces (one Chinese character) can be
    /// in any row.
    pub fn alternatives(&self) -> Vec<Vec<Term>> {
        let mut all = Vec::new();
        if let Some(text) = &self.fragment {
            all.push(collect(|add| fragments(text, add)));
        }
        if let Some(text) = &self.initials {
            all.push(collect(|add| initial_pairs(text, add)));
        }
        if let Some(text) = &self.tail {
            all.push(collect(|add| fragments(text, add)));
        }
        all
    }
}

fn collect(fill: impl FnOnce(&mut dyn FnMut(Term))) -> Vec<Term> {
    let mut terms = Vec::new();
    fill(&mut |term| terms.push(term));
    terms.sort_unstable();
    terms.dedup();
    terms
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    /// Scripts without spaces: two characters make a piece.
    Dense,
    /// Letters and digits: three do.
    Letters,
    /// What separates.
    Other,
}

fn script(c: char) -> Script {
    match u32::from(c) {
        0x3040..=0x30ff | 0x3400..=0x9fff | 0xac00..=0xd7af | 0xf900..=0xfaff | 0x2_0000..=0x3_ffff => {
            Script::Dense
        }
        _ if c.is_alphanumeric() => Script::Letters,
        _ => Script::Other,
    }
}

/// The pieces of a text: whatever fragment of it somebody types, the fragment's pieces are among them.
pub(crate) fn fragments(text: &str, add: &mut dyn FnMut(Term)) {
    let (mut before, mut last) = ([0_i64; 2], Script::Other);
    let mut run = 0_usize;
    for c in text.chars().flat_map(char::to_lowercase) {
        let now = script(c);
        run = if now == last { run + 1 } else { 1 };
        let code = i64::from(u32::from(c));
        match now {
            Script::Dense if run >= 2 => add(before[1] << 21 | code),
            Script::Letters if run >= 3 => add(before[0] << 42 | before[1] << 21 | code),
            _ => {}
        }
        before = [before[1], code];
        last = now;
    }
}

/// Initials have pieces of their own kind.
const OF_INITIALS: i64 = 1 << 62;

/// The pieces of initials, as [`initials`] writes them.
pub(crate) fn initial_pairs(text: &str, add: &mut dyn FnMut(Term)) {
    for reading in text.split(' ') {
        for pair in reading.as_bytes().windows(2) {
            add(OF_INITIALS | i64::from(pair[0]) << 21 | i64::from(pair[1]));
        }
    }
}

/// The digits of a telephone number.
pub(crate) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The initials of a name's Chinese characters, reading after reading: `张三` → `zs`, `重庆` → `cq zq`. Nothing for a text
/// without two such characters in a row, or one that is too long to be a name.
pub(crate) fn initials(name: &str) -> Option<String> {
    if name.chars().count() > NAME_MAX {
        return None;
    }
    let mut readings: Vec<String> = Vec::new();
    let mut run: Vec<Vec<char>> = Vec::new();
    for c in name.chars().map(Some).chain([None]) {
        let letters = c.and_then(first_letters);
        match letters {
            Some(letters) => run.push(letters),
            None => readings.extend(combine(&std::mem::take(&mut run))),
        }
    }
    readings.dedup();
    (!readings.is_empty()).then(|| readings.join(" "))
}

/// The letters with which a character's readings begin, the usual one first.
fn first_letters(c: char) -> Option<Vec<char>> {
    let mut letters = Vec::new();
    for reading in c.to_pinyin_multi()? {
        let letter = reading.first_letter().chars().next()?.to_ascii_lowercase();
        if letter.is_ascii_lowercase() && !letters.contains(&letter) {
            letters.push(letter);
        }
    }
    (!letters.is_empty()).then_some(letters)
}

fn combine(run: &[Vec<char>]) -> Vec<String> {
    if run.len() < 2 {
        return Vec::new();
    }
    let mut readings = vec![String::new()];
    for letters in run {
        let several = readings.len() * letters.len() <= MAX_READINGS;
        let letters = if several {
            letters.as_slice()
        } else {
            &letters[..1]
        };
        readings = letters
            .iter()
            .flat_map(|letter| readings.iter().map(move |r| format!("{r}{letter}")))
            .collect();
    }
    readings
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_have_initials() {
        for (name, found) in [
            ("张三", "zs"),
            ("海尔空调", "hekt"),
            ("重庆一店", "cqyd"),
            ("重庆一店", "zqyd"),
            ("A座李四", "zls"),
        ] {
            let initials = initials(name).unwrap_or_default();
            assert!(initials.split(' ').any(|r| r == found), "{name} {initials}");
        }
        assert_eq!(initials("Zhang San"), None);
        assert_eq!(initials("王"), None);
        assert_eq!(initials(&"长".repeat(NAME_MAX + 1)), None);
    }

    #[test]
    fn words_have_the_forms_they_can_have() {
        let forms = |text: &str, long| {
            let word = words(text, long).remove(0);
            (
                word.fragment.is_some(),
                word.initials.is_some(),
                word.tail.is_some(),
            )
        };
        for (text, long, expected) in [
            ("zs", true, (false, true, false)),
            ("zs", false, (true, true, false)),
            ("zsf", true, (true, true, false)),
            ("5678", true, (true, false, true)),
            ("567", true, (true, false, false)),
            ("0571-5678", true, (true, false, true)),
            ("WO-2611", true, (true, false, false)),
            ("空调", true, (true, false, false)),
        ] {
            assert_eq!(forms(text, long), expected, "{text}");
        }
        assert_eq!(words("  a  b ", false).len(), 2);
        assert!(words(" \t ", false).is_empty());
        assert_eq!(words(&"x ".repeat(50), false).len(), MAX_WORDS);
    }

    proptest! {
        #[test]
        fn a_fragments_pieces_are_among_its_texts(text in "[a-cA-C0-2张三李 -]{0,24}", from in 0_usize..24, length in 1_usize..12) {
            let chars: Vec<char> = text.chars().collect();
            let from = from.min(chars.len());
            let part: String = chars[from..(from + length).min(chars.len())].iter().collect();
            let whole = collect(|add| fragments(&text, add));
            for term in collect(|add| fragments(&part, add)) {
                prop_assert!(whole.contains(&term));
            }
        }
        #[test]
        fn initials_lead_to_their_name(name in "[张王李重庆空调店海尔大]{2,8}", from in 0_usize..7, length in 2_usize..8) {
            let initials = initials(&name).unwrap_or_default();
            let whole = collect(|add| initial_pairs(&initials, add));
            for reading in initials.split(' ') {
                let part: String = reading.chars().skip(from).take(length).collect();
                for term in collect(|add| initial_pairs(&part, add)) {
                    prop_assert!(whole.contains(&term));
                }
            }
        }
    }
}
