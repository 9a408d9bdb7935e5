//! The parser: one pass over bytes, no allocation, no library.

use super::civil::{days_from_civil, month_length};
use super::{DAY_MS, DateFormat, Moment, excel_serial_ms};

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

pub(super) fn parse(format: DateFormat, bytes: &[u8]) -> Option<Moment> {
    let mut scan = Scan { bytes, at: 0 };
    match format {
        DateFormat::Ymd => {
            let year = scan.digits(4, 4)?;
            scan.separator("年")?;
            let month = scan.digits(1, 2)?;
            scan.separator("月")?;
            let day = scan.digits(1, 2)?;
            let _ = scan.word("日") || scan.word("号");
            scan.finish(year, month, day)
        }
        DateFormat::Mdy => {
            let month = scan.digits(1, 2)?;
            scan.separator("月")?;
            let day = scan.digits(1, 2)?;
            scan.separator("日")?;
            let year = scan.digits(4, 4)?;
            scan.finish(year, month, day)
        }
        DateFormat::Dmy => {
            let day = scan.digits(1, 2)?;
            scan.separator("日")?;
            let month = scan.digits(1, 2)?;
            scan.separator("月")?;
            let year = scan.digits(4, 4)?;
            scan.finish(year, month, day)
        }
        DateFormat::Compact => compact(&mut scan),
        DateFormat::EpochS => epoch(bytes, 1_000),
        DateFormat::EpochMs => epoch(bytes, 1),
        DateFormat::ExcelSerial => serial(bytes, false),
        DateFormat::ExcelSerial1904 => serial(bytes, true),
    }
}

impl Scan<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// A number of so many digits, greedily.
    #[inline]
    fn digits(&mut self, min: usize, max: usize) -> Option<u32> {
        let (from, mut value) = (self.at, 0);
        while self.at - from < max
            && let Some(digit @ b'0'..=b'9') = self.peek()
        {
            value = value * 10 + u32::from(digit - b'0');
            self.at += 1;
        }
        (self.at - from >= min).then_some(value)
    }

    #[inline]
    fn word(&mut self, word: &str) -> bool {
        let found = self.bytes[self.at..].starts_with(word.as_bytes());
        self.at += if found { word.len() } else { 0 };
        found
    }

    /// A separator between parts of a date: one mark, or the Chinese word for the part before.
    #[inline]
    fn separator(&mut self, word: &str) -> Option<()> {
        match self.peek()? {
            b'-' | b'/' | b'.' => self.at += 1,
            byte if byte < 0x80 => return None,
            _ => return self.word(word).then_some(()),
        }
        Some(())
    }

    fn blanks(&mut self) {
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
    }

    /// The time behind a date, if any, and then the end.
    #[inline]
    fn finish(&mut self, year: u32, month: u32, day: u32) -> Option<Moment> {
        let year = year as i32;
        if year == 0 || !(1..=12).contains(&month) || day == 0 || day > month_length(year, month) {
            return None;
        }
        let midnight = days_from_civil(year, month, day) * DAY_MS;
        if self.at == self.bytes.len() {
            return Some(Moment::Local(midnight));
        }
        match self.peek()? {
            b'T' | b't' => self.at += 1,
            b' ' => self.blanks(),
            b',' => {
                self.at += 1;
                self.blanks();
            }
            // "2015年1月2日15:04" and "…日下午3:04" have nothing between.
            byte if byte.is_ascii_digit() && self.at > 0 && self.bytes[self.at - 1] >= 0x80 => {}
            byte if byte >= 0x80 => {}
            _ => return None,
        }
        let local = midnight + self.time()?;
        let moment = self.offset(local)?;
        (self.at == self.bytes.len()).then_some(moment)
    }

    /// Milliseconds of the day.
    fn time(&mut self) -> Option<i64> {
        let mut half = self.chinese_half();
        let hour = self.digits(1, 2)?;
        if !(self.word(":") || self.word("：") || self.word("时") || self.word("点")) {
            return None;
        }
        // "3点" and "15时" may stand without minutes.
        let whole = self.at == self.bytes.len() && self.bytes[self.at - 1] >= 0x80;
        let minute = if whole { 0 } else { self.digits(1, 2)? };
        let _ = self.word("分");
        let (mut second, mut milli) = (0, 0);
        let colon = self.word(":") || self.word("：");
        if colon || self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            second = self.digits(1, 2)?;
            let _ = self.word("秒");
            if matches!(self.peek(), Some(b'.' | b',')) {
                self.at += 1;
                milli = self.fraction()?;
            }
        }
        if half.is_none() {
            half = self.latin_half()?;
        }
        let hour = on_24(hour, half)?;
        let valid = minute < 60 && second < 60 && (hour < 24 || (minute, second, milli) == (0, 0, 0));
        let seconds = i64::from(hour) * 3_600 + i64::from(minute) * 60 + i64::from(second);
        valid.then(|| seconds * 1_000 + i64::from(milli))
    }

    /// Digits behind the point, as milliseconds; what is finer is dropped.
    fn fraction(&mut self) -> Option<u32> {
        let (from, mut milli) = (self.at, 0);
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            if self.at - from < 3 {
                milli = milli * 10 + u32::from(digit - b'0');
            }
            self.at += 1;
        }
        let count = self.at - from;
        (count > 0).then(|| milli * 10_u32.pow(3 - count.min(3) as u32))
    }

    fn chinese_half(&mut self) -> Option<Half> {
        if self.peek()? < 0x80 {
            return None;
        }
        let half = if self.word("上午") || self.word("凌晨") || self.word("早上") {
            Some(Half::Morning)
        } else if self.word("下午") || self.word("晚上") || self.word("中午") {
            Some(Half::Afternoon)
        } else {
            None
        };
        self.blanks();
        half
    }

    /// `AM` or `PM` behind the time. The outer `None` means: something else stands there.
    #[expect(clippy::option_option, reason = "a missing half of the day is no failure")]
    fn latin_half(&mut self) -> Option<Option<Half>> {
        let rest = self.bytes[self.at..].trim_ascii_start();
        let half = match rest {
            [b'A' | b'a', b'M' | b'm', ..] => Half::Morning,
            [b'P' | b'p', b'M' | b'm', ..] => Half::Afternoon,
            _ => return Some(None),
        };
        self.at = self.bytes.len() - rest.len() + 2;
        Some(Some(half))
    }

    /// `Z`, `+08:00`, `+0800`, `-05`: then the moment is absolute.
    fn offset(&mut self, local: i64) -> Option<Moment> {
        let sign = match self.peek() {
            None => return Some(Moment::Local(local)),
            Some(b'Z' | b'z') => {
                self.at += 1;
                return Some(Moment::Instant(local));
            }
            Some(b'+') => 1,
            Some(b'-') => -1,
            Some(_) => return None,
        };
        self.at += 1;
        let hours = self.digits(2, 2)?;
        let _ = self.word(":");
        let minutes = if self.at == self.bytes.len() {
            0
        } else {
            self.digits(2, 2)?
        };
        let valid = hours <= 14 && minutes < 60;
        valid.then(|| Moment::Instant(local - sign * i64::from(hours * 60 + minutes) * 60_000))
    }
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
}

/// The hour of a day of 24: 12 AM is midnight, 12 PM is noon; `15:00 PM` is written by programs and means 15.
fn on_24(hour: u32, half: Option<Half>) -> Option<u32> {
    match half {
        None => (hour <= 24).then_some(hour),
        Some(Half::Morning) => (hour <= 12).then_some(hour % 12),
        Some(Half::Afternoon) if hour < 12 => Some(hour + 12),
        Some(Half::Afternoon) => (hour < 24).then_some(hour),
    }
}

fn compact(scan: &mut Scan<'_>) -> Option<Moment> {
    let length = scan.bytes.len();
    if !matches!(length, 8 | 12 | 14) {
        return None;
    }
    let (year, month, day) = (scan.digits(4, 4)?, scan.digits(2, 2)?, scan.digits(2, 2)?);
    let mut clock = [0; 3];
    for part in clock.iter_mut().take((length - 8) / 2) {
        *part = scan.digits(2, 2)?;
    }
    let [hour, minute, second] = clock;
    let day = Scan { bytes: &[], at: 0 }.finish(year, month, day)?;
    match day {
        Moment::Local(midnight) if hour < 24 && minute < 60 && second < 60 => {
            let seconds = i64::from(hour) * 3_600 + i64::from(minute) * 60 + i64::from(second);
            Some(Moment::Local(midnight + seconds * 1_000))
        }
        _ => None,
    }
}

/// Seconds or milliseconds since 1970, from 1970 to the year 2200; a spreadsheet may have added ".0".
fn epoch(bytes: &[u8], unit: i64) -> Option<Moment> {
    let text = std::str::from_utf8(bytes).ok()?;
    let number: i64 = text.strip_suffix(".0").unwrap_or(text).parse().ok()?;
    let ms = number.checked_mul(unit)?;
    (0..7_258_118_400_000)
        .contains(&ms)
        .then_some(Moment::Instant(ms))
}

fn serial(bytes: &[u8], date_1904: bool) -> Option<Moment> {
    let plain = bytes.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    let text = std::str::from_utf8(bytes).ok().filter(|_| plain)?;
    excel_serial_ms(text.parse().ok()?, date_1904).map(Moment::Local)
}
