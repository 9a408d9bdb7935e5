//! Numbers and money as people write them, as whole numbers of a small unit. No digit is lost unseen: what does not
//! fit is refused by name.
//!
//! ```
//! use outpost_export::decimal::{NumberStyle, Refusal, parse_scaled};
//! let style = NumberStyle::default();
//! assert_eq!(parse_scaled("¥1,234.50", 2, &style), Ok(123_450));
//! assert_eq!(parse_scaled("(12.00)", 2, &style), Ok(-1_200));
//! assert_eq!(parse_scaled("1.234,50", 2, &style), Err(Refusal::NotANumber));
//! ```

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::ReadCode;

/// How numbers are written in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct NumberStyle {
    /// The comma is the decimal mark (`1.234,50`), the point groups.
    pub decimal_comma: bool,
    /// More decimals than the field keeps are rounded half up instead of refused.
    pub round: bool,
}

/// Why a text is no number for a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Not a number of this style.
    NotANumber,
    /// More decimals than the field keeps.
    TooPrecise,
    /// Beyond what fits.
    Overflow,
}

impl From<Refusal> for ReadCode {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotANumber => ReadCode::BadNumber,
            Refusal::TooPrecise => ReadCode::TooPrecise,
            Refusal::Overflow => ReadCode::NumberOverflow,
        }
    }
}

/// Signs and words around an amount. They say nothing here: a workspace has one currency.
const CURRENCIES: [&str; 14] = [
    "¥", "￥", "$", "€", "£", "元", "圆", "CNY", "RMB", "USD", "EUR", "GBP", "HK$", "NT$",
];

/// Reads a number as a whole count of 10^-`scale`: money with 2 (minor units), quantities with 3 (thousandths),
/// counts with 0. Understands signs before and behind, accountants' brackets, currency signs, groups of three, and
/// full-width digits.
///
/// # Errors
/// [`Refusal`]; `1E+05` is refused, since a spreadsheet that wrote it has thrown digits away.
pub fn parse_scaled(text: &str, scale: u8, style: &NumberStyle) -> Result<i64, Refusal> {
    let text = half_width(text);
    let (negative, body) = sign(&text)?;
    let (whole, fraction) = split(body, style)?;
    let mut value: i128 = 0;
    for digit in whole.bytes().filter(u8::is_ascii_digit) {
        value = value * 10 + i128::from(digit - b'0');
        if value > i128::from(i64::MAX) {
            return Err(Refusal::Overflow);
        }
    }
    let scale = usize::from(scale);
    let mut digits = fraction.bytes();
    for _ in 0..scale {
        value = value * 10 + i128::from(digits.next().map_or(0, |digit| digit - b'0'));
    }
    let mut rest = digits;
    if let Some(next) = rest.next() {
        if style.round {
            value += i128::from(next >= b'5');
        } else if next != b'0' || rest.any(|digit| digit != b'0') {
            return Err(Refusal::TooPrecise);
        }
    }
    i64::try_from(if negative { -value } else { value }).map_err(|_| Refusal::Overflow)
}

/// Reads a measurement or coordinate. Exponents are allowed here.
///
/// # Errors
/// [`Refusal::NotANumber`], also for infinities.
pub fn parse_float(text: &str, style: &NumberStyle) -> Result<f64, Refusal> {
    let text = half_width(text);
    let plain = text.trim();
    let number = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
    let bare = plain
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
    if bare && !style.decimal_comma {
        return number(plain).ok_or(Refusal::NotANumber);
    }
    let (negative, body) = sign(plain)?;
    let (whole, fraction) = split(body, style)?;
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let value = number(&format!("{digits}.{fraction}0")).ok_or(Refusal::NotANumber)?;
    Ok(if negative { -value } else { value })
}

/// Full-width digits and marks, as Chinese input methods give them, and the true minus sign.
fn half_width(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let half = |char: char| match char {
        '０'..='９' | '，' | '．' | '－' | '＋' | '（' | '）' => {
            char::from_u32(char as u32 - 0xfee0).unwrap_or(char)
        }
        '−' => '-',
        '\u{a0}' | '\u{202f}' | '\u{3000}' => ' ',
        other => other,
    };
    Cow::Owned(text.chars().map(half).collect())
}

/// Whether it is negative, and what stands between signs, brackets and currencies.
fn sign(text: &str) -> Result<(bool, &str), Refusal> {
    let mut body = text.trim();
    let mut negative = false;
    if let Some(inside) = body.strip_prefix('(') {
        body = inside.strip_suffix(')').ok_or(Refusal::NotANumber)?.trim();
        negative = true;
    }
    let mut signed = negative;
    let mut named = false;
    loop {
        let before = body;
        for mark in ['-', '+'] {
            let stripped = body.strip_prefix(mark).or_else(|| body.strip_suffix(mark));
            if let Some(stripped) = stripped.filter(|_| !signed) {
                signed = true;
                negative = mark == '-';
                body = stripped.trim();
            }
        }
        let stripped = CURRENCIES
            .iter()
            .find_map(|name| body.strip_prefix(name).or(body.strip_suffix(name)));
        if let Some(stripped) = stripped.filter(|_| !named) {
            named = true;
            body = stripped.trim();
        }
        if body == before {
            return Ok((negative, body));
        }
    }
}

/// Digits before and behind the decimal mark; groups are checked.
fn split<'a>(body: &'a str, style: &NumberStyle) -> Result<(&'a str, &'a str), Refusal> {
    let (mark, group) = if style.decimal_comma {
        (',', '.')
    } else {
        ('.', ',')
    };
    let (whole, fraction) = body.split_once(mark).unwrap_or((body, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !all_digits(fraction) {
        return Err(Refusal::NotANumber);
    }
    if all_digits(whole) {
        return Ok((whole, fraction));
    }
    let separator = if whole.contains(group) {
        group
    } else if whole.contains('\'') {
        '\''
    } else {
        ' '
    };
    let mut groups = whole.split(separator);
    let first = groups.next().unwrap_or("");
    let sound = (1..=3).contains(&first.len()) && all_digits(first);
    if !sound || !groups.all(|group| group.len() == 3 && all_digits(group)) {
        return Err(Refusal::NotANumber);
    }
    Ok((whole, fraction))
}
