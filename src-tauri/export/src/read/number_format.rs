//! Which number formats of a workbook mean a date. A spreadsheet keeps a date as a plain number; only the format of
//! its cell tells.

/// Formats that Excel knows by number: dates and times, and those of East Asian editions.
pub(crate) fn builtin_is_date(id: u32) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// Whether a format code shows a date or a time: it has a part letter outside quotes, brackets and escapes.
/// `[h]:mm` shows a duration, which is a number of days and no date.
pub(crate) fn code_is_date(code: &str) -> bool {
    // Only the first section matters: "yyyy-mm-dd;@".
    let mut chars = code.chars();
    let mut found = false;
    while let Some(char) = chars.next() {
        match char {
            ';' => break,
            '"' => {
                chars.by_ref().find(|c| *c == '"');
            }
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let elapsed = inside
                    .chars()
                    .all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's'));
                if elapsed && !inside.is_empty() {
                    return false;
                }
            }
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => found = true,
            // "General" and "Standard" hold such letters, but are no dates.
            'G' | 'g' if code.to_ascii_lowercase().contains("general") => return false,
            '0' | '#' | '?' if !found => return false,
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_codes() {
        for code in [
            "yyyy-mm-dd",
            "m/d/yy h:mm",
            "[$-804]yyyy\"年\"m\"月\"d\"日\";@",
            "yyyy/m/d\\ h:mm;@",
            "h:mm AM/PM",
            "[Red]dd.mm.yyyy",
            "mm:ss.0",
        ] {
            assert!(code_is_date(code), "{code}");
        }
        for code in [
            "General",
            "0.00",
            "#,##0.00_);[Red](#,##0.00)",
            "[h]:mm:ss",
            "@",
            "0\"d\"",
            "\"day\" 0",
            "0.00E+00",
            "¥#,##0.00",
        ] {
            assert!(!code_is_date(code), "{code}");
        }
    }
}
