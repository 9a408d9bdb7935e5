//! Labels that fit: how wide a text is, where to cut or wrap it, which labels of an axis remain.
//!
//! There is no font here (the page or the machine that rasterises has it), so widths are estimates on the
//! wide side: a label may be cut a little early, but it never runs into its neighbour.

use unicode_width::UnicodeWidthChar;

use crate::figure::BandKind;

/// Size of every text in a figure, in CSS pixels.
pub(crate) const TEXT_SIZE: f64 = 12.0;
/// From one line of a wrapped label to the next, in CSS pixels.
pub(crate) const LINE_HEIGHT: f64 = 15.0;

const ELLIPSIS: char = '…';

/// The width of a text in CSS pixels at [`TEXT_SIZE`].
pub(crate) fn width(text: &str) -> f64 {
    text.chars().map(char_width).sum()
}

/// Width of one character: a full-width one fills the em square, others by their class.
fn char_width(c: char) -> f64 {
    let em = match c {
        'i' | 'l' | 'j' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.34,
        ' ' | 'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.92,
        'A'..='Z' => 0.72,
        '0'..='9' => 0.62,
        ELLIPSIS => 0.9,
        _ => match c.width() {
            None | Some(0) => 0.0,
            Some(1) => 0.62,
            Some(_) => 1.0,
        },
    };
    em * TEXT_SIZE
}

/// The text, or its beginning and an ellipsis, at most `room` pixels wide; empty if not even that fits.
pub(crate) fn truncate(text: &str, room: f64) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut left = room - char_width(ELLIPSIS);
    let mut cut = String::new();
    for c in text.chars() {
        left -= char_width(c);
        if left < 0.0 {
            break;
        }
        cut.push(c);
    }
    let cut = cut.trim_end();
    if cut.is_empty() {
        String::new()
    } else {
        format!("{cut}{ELLIPSIS}")
    }
}

/// The text over at most `lines` lines of `room` pixels: broken after spaces, slashes and hyphens and between
/// Chinese characters. A word that alone is too long is cut, never split; so is what the last line can't hold.
///
/// Lines are evened out, so that no single character is left on the last one if it can be helped.
pub(crate) fn wrap(text: &str, room: f64, lines: usize) -> Vec<String> {
    let wrapped = fill(text, room, lines);
    if wrapped.len() < 2 || wrapped.iter().any(|line| line.ends_with(ELLIPSIS)) {
        return wrapped;
    }
    // From the narrowest that may do; a few steps are enough to look even.
    (8..16)
        .map(|step| fill(text, room * f64::from(step) / 16.0, lines))
        .find(|even| even.len() == wrapped.len() && letters(even) == letters(&wrapped))
        .unwrap_or(wrapped)
}

/// How many letters lines hold together, spaces apart; cut lines hold fewer, or end otherwise.
fn letters(lines: &[String]) -> (usize, bool) {
    let all = || lines.iter().flat_map(|line| line.chars());
    (all().filter(|c| *c != ' ').count(), all().any(|c| c == ELLIPSIS))
}

/// Fills line after line.
fn fill(text: &str, room: f64, lines: usize) -> Vec<String> {
    let mut done: Vec<String> = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() && done.len() < lines {
        if done.len() + 1 == lines {
            done.push(truncate(rest, room));
            break;
        }
        let at = line_end(rest, room);
        done.push(truncate(rest[..at].trim_end(), room));
        rest = rest[at..].trim_start();
    }
    done.retain(|line| !line.is_empty());
    done
}

/// The byte before which a line ends: as many words as fit, but at least one.
fn line_end(text: &str, room: f64) -> usize {
    let (mut used, mut end) = (0.0, 0);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        used += char_width(c);
        if used > room && c != ' ' && end > 0 {
            return end;
        }
        let next = chars.peek().map(|(_, next)| *next);
        // Closing punctuation never begins a line (the simplest rule of Chinese typesetting).
        let closes = next.is_some_and(|n| "，。、；：）】》！？,.;:)!?".contains(n));
        if !closes && (matches!(c, ' ' | '/' | '-') || is_wide(c) || next.is_some_and(is_wide)) {
            end = at + c.len_utf8();
            if used > room {
                return end;
            }
        }
    }
    text.len()
}

fn is_wide(c: char) -> bool {
    c.width() == Some(2)
}

/// Every how many bands a label stands, so that labels of `widest` pixels and a gap fit bands of `band` pixels.
pub(crate) fn stride(by: BandKind, band: f64, widest: f64, count: usize) -> usize {
    const GAP: f64 = 10.0;
    let needed = ((widest + GAP) / band.max(1e-6))
        .ceil()
        .clamp(1.0, count.max(1) as f64) as usize;
    let steps: &[usize] = match by {
        BandKind::Category => return needed,
        BandKind::Hour => &[1, 2, 3, 4, 6, 12, 24],
        BandKind::Day => &[1, 2, 7, 14, 28, 56, 91, 182, 364],
        BandKind::Week => &[1, 2, 4, 13, 26, 52],
        BandKind::Month => &[1, 2, 3, 6, 12, 24, 60, 120],
    };
    steps
        .iter()
        .copied()
        .find(|step| *step >= needed)
        .unwrap_or(needed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_chinese_character_counts_at_least_as_one_and_a_half_digits() {
        assert!((width("网点") - 24.0).abs() < 1e-9);
        assert!(width("网点") > 1.5 * width("12"));
    }

    #[test]
    fn truncation_says_so() {
        assert_eq!(truncate("Missed Trash/Recycling", 60.0), "Missed…");
        assert_eq!(truncate("热水器不加热", 48.0), "热水器…");
        assert_eq!(truncate("热水器", 5.0), "");
    }

    #[test]
    fn wrapping_keeps_words_whole_or_cuts_them() {
        assert_eq!(
            wrap("Street light outage", 60.0, 3),
            ["Street", "light", "outage"]
        );
        assert_eq!(wrap("热水器不加热", 36.0, 2), ["热水器", "不加热"]);
        assert_eq!(wrap("空调漏水", 40.0, 3), ["空调", "漏水"]);
        assert_eq!(wrap("遥控器/面板失灵", 60.0, 3), ["遥控器/", "面板失灵"]);
        assert_eq!(
            wrap("Recycling Cart Return", 45.0, 3),
            ["Recy…", "Cart", "Return"]
        );
        assert_eq!(
            wrap("Trash/Recycling/Yard Waste", 80.0, 2),
            ["Trash/", "Recycling/…"]
        );
        assert_eq!(wrap("", 50.0, 3), Vec::<String>::new());
    }

    #[test]
    fn months_are_thinned_to_quarters_and_years() {
        assert_eq!(stride(BandKind::Month, 20.0, 45.0, 36), 3);
        assert_eq!(stride(BandKind::Month, 5.0, 45.0, 120), 12);
        assert_eq!(stride(BandKind::Day, 100.0, 45.0, 7), 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn lines_never_exceed_their_room(text in "\\PC{0,60}", room in 0.0..200.0f64, lines in 1usize..4) {
            let wrapped = wrap(&text, room, lines);
            prop_assert!(wrapped.len() <= lines);
            prop_assert!(wrapped.iter().all(|line| width(line) <= room + 1e-6));
        }
    }
}
