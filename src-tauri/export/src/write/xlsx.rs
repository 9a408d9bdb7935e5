//! Workbooks, one row in memory: typed cells, a header that stays in view, filters, sums.

use std::fs::File;
use std::path::Path;

use rust_xlsxwriter::{Color, Format as Style, FormatAlign, FormatBorder, Formula, Workbook, Worksheet};

use super::csv::{write_decimal, write_scaled};
use super::{CellKind, ColumnSpec, SheetSpec, Total, Value};
use crate::dates::{DAY_MS, ZoneClock};
use crate::error::WriteError;

/// Rows of a sheet, header included; the last is kept for the sums.
const MAX_ROWS: u32 = 1_048_576 - 1;
/// Characters that a cell holds.
const MAX_TEXT: usize = 32_767;
/// Whole numbers beyond this lose digits in a spreadsheet, which counts in doubles and shows fifteen of them.
const MAX_EXACT: u64 = 999_999_999_999_999;
/// Days from 1899-12-30, where Excel counts from, to 1970-01-01.
const EXCEL_EPOCH_DAYS: i64 = 25_569;
/// The first instant that Excel shows rightly: 1900-03-01.
const EXCEL_FIRST_DAY: i64 = 61 - EXCEL_EPOCH_DAYS;

pub(crate) struct XlsxSink {
    workbook: Workbook,
    styles: Vec<Style>,
    total_styles: Vec<Style>,
    header: Style,
    sheets: u32,
    /// The next row of the sheet at hand.
    next: u32,
    clock: ZoneClock,
    scratch: String,
}

impl XlsxSink {
    pub(crate) fn new(spec: &SheetSpec, beside: &Path) -> Result<Self, WriteError> {
        let mut workbook = Workbook::new();
        if let Some(folder) = beside.parent() {
            // Rows wait on the disk of the target, not in a shared temporary folder.
            workbook.set_tempdir(folder)?;
        }
        let header = Style::new()
            .set_bold()
            .set_background_color(Color::RGB(0x00E8_EEF5))
            .set_border_bottom(FormatBorder::Thin)
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter);
        let styles: Vec<Style> = spec.columns.iter().map(|column| style(column.kind)).collect();
        let sums = |style: &Style| style.clone().set_bold().set_border_top(FormatBorder::Thin);
        let total_styles = styles.iter().map(sums).collect();
        let clock = ZoneClock::of(spec.zone);
        let mut sink = Self {
            workbook,
            styles,
            total_styles,
            header,
            sheets: 0,
            next: 0,
            clock,
            scratch: String::new(),
        };
        sink.add_sheet(spec)?;
        Ok(sink)
    }

    fn add_sheet(&mut self, spec: &SheetSpec) -> Result<(), WriteError> {
        self.sheets += 1;
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(sheet_name(&spec.name, self.sheets))?;
        sheet.set_freeze_panes(1, 0)?;
        for (at, column) in spec.columns.iter().enumerate() {
            let at = at as u16;
            sheet.set_column_width(at, column.width.unwrap_or_else(|| width(column)))?;
            sheet.write_string_with_format(0, at, &column.title, &self.header)?;
        }
        self.next = 1;
        Ok(())
    }

    fn sheet(&mut self) -> Result<&mut Worksheet, WriteError> {
        Ok(self.workbook.worksheet_from_index(self.sheets as usize - 1)?)
    }

    pub(crate) fn row(&mut self, spec: &SheetSpec, cells: &[Value<'_>]) -> Result<(), WriteError> {
        if self.next >= MAX_ROWS {
            self.close_sheet(spec)?;
            self.add_sheet(spec)?;
        }
        let row = self.next;
        self.next += 1;
        let sheet = self.workbook.worksheet_from_index(self.sheets as usize - 1)?;
        for (at, cell) in cells.iter().enumerate() {
            let (column, style) = (at as u16, &self.styles[at]);
            match *cell {
                Value::Empty => {}
                Value::Text(text) => write_text(sheet, row, column, text, style)?,
                Value::Flag(flag) => {
                    sheet.write_string_with_format(row, column, &spec.flags[usize::from(!flag)], style)?;
                }
                Value::Float(number) if number.is_finite() => {
                    sheet.write_number_with_format(row, column, number, style)?;
                }
                Value::Float(_) => {}
                Value::Scaled(number) => match excel_number(number, spec.columns[at].kind, &mut self.clock) {
                    Some(number) => {
                        sheet.write_number_with_format(row, column, number, style)?;
                    }
                    None => {
                        self.scratch.clear();
                        write_scaled(number, spec.columns[at].kind, &mut self.clock, &mut self.scratch);
                        sheet.write_string_with_format(row, column, &self.scratch, style)?;
                    }
                },
            }
        }
        Ok(())
    }

    fn close_sheet(&mut self, spec: &SheetSpec) -> Result<(), WriteError> {
        let last_row = self.next - 1;
        if !spec.columns.is_empty() && last_row > 0 {
            let last_column = spec.columns.len() as u16 - 1;
            self.sheet()?.autofilter(0, 0, last_row, last_column)?;
        }
        Ok(())
    }

    pub(crate) fn finish(
        mut self,
        spec: &SheetSpec,
        totals: &[Total],
        target: File,
    ) -> Result<u32, WriteError> {
        self.close_sheet(spec)?;
        if spec.columns.iter().any(|column| column.total) {
            self.write_totals(spec, totals)?;
        }
        self.workbook.save_to_writer(std::io::BufWriter::new(target))?;
        Ok(self.sheets)
    }

    /// The sums below the last row. On a single sheet they follow the filter; over several they are plain numbers.
    fn write_totals(&mut self, spec: &SheetSpec, totals: &[Total]) -> Result<(), WriteError> {
        let (row, single) = (self.next, self.sheets == 1 && self.next > 1);
        let sheet = self.workbook.worksheet_from_index(self.sheets as usize - 1)?;
        for (at, column) in spec.columns.iter().enumerate() {
            let (place, style) = (at as u16, &self.total_styles[at]);
            if !column.total {
                if at == 0 {
                    sheet.write_string_with_format(row, place, &spec.total_label, style)?;
                } else {
                    sheet.write_blank(row, place, style)?;
                }
                continue;
            }
            let exact = i64::try_from(totals[at].scaled).ok();
            let sum = match column.kind {
                CellKind::Number => Some(totals[at].float),
                kind => exact.and_then(|sum| excel_number(sum, kind, &mut self.clock)),
            };
            match sum {
                Some(sum) if single => {
                    let letters = rust_xlsxwriter::utility::column_number_to_name(place);
                    let formula = format!("=SUBTOTAL(109,{letters}2:{letters}{row})");
                    let formula = Formula::new(formula).set_result(sum.to_string());
                    sheet.write_formula_with_format(row, place, formula, style)?;
                }
                Some(sum) => {
                    sheet.write_number_with_format(row, place, sum, style)?;
                }
                None => {
                    let text = totals[at].scaled.to_string();
                    sheet.write_string_with_format(row, place, text, style)?;
                }
            }
        }
        Ok(())
    }
}

/// Text, never more than a cell holds. A string cell is never calculated, whatever it begins with.
fn write_text(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    style: &Style,
) -> Result<(), WriteError> {
    // Excel counts UTF-16 units.
    let fits = text.len() <= MAX_TEXT || text.encode_utf16().count() <= MAX_TEXT;
    if fits {
        sheet.write_string_with_format(row, column, text, style)?;
    } else {
        let mut units = 0;
        let cut = text.char_indices().find(|(_, c)| {
            units += c.len_utf16();
            units >= MAX_TEXT
        });
        let end = cut.map_or(text.len(), |(at, _)| at);
        sheet.write_string_with_format(row, column, format!("{}…", &text[..end]), style)?;
    }
    Ok(())
}

/// A whole number as the double that a spreadsheet keeps; `None` where that would change it.
fn excel_number(number: i64, kind: CellKind, clock: &mut ZoneClock) -> Option<f64> {
    let places = match kind {
        CellKind::Instant => {
            let local = clock.local(number);
            return (local >= EXCEL_FIRST_DAY * DAY_MS)
                .then(|| (local + EXCEL_EPOCH_DAYS * DAY_MS) as f64 / DAY_MS as f64);
        }
        CellKind::Day => {
            return (number >= EXCEL_FIRST_DAY).then(|| (number + EXCEL_EPOCH_DAYS) as f64);
        }
        CellKind::Money => 2,
        CellKind::Percent => 4,
        CellKind::Decimal { places } => places,
        _ => 0,
    };
    if number.unsigned_abs() > MAX_EXACT {
        return None;
    }
    if places == 0 {
        return Some(number as f64);
    }
    // Through the decimal text, so that 12.35 is the double nearest to 12.35.
    let mut text = String::new();
    write_decimal(number, places, &mut text);
    text.parse().ok()
}

fn style(kind: CellKind) -> Style {
    let format = match kind {
        CellKind::Text | CellKind::Flag => "@".to_owned(),
        CellKind::Integer => "#,##0".to_owned(),
        CellKind::Money => "#,##0.00".to_owned(),
        CellKind::Percent => "0.00%".to_owned(),
        CellKind::Number => "General".to_owned(),
        CellKind::Instant => "yyyy-mm-dd hh:mm:ss".to_owned(),
        CellKind::Day => "yyyy-mm-dd".to_owned(),
        CellKind::Decimal { places: 0 } => "#,##0".to_owned(),
        CellKind::Decimal { places } => format!("#,##0.{}", "0".repeat(usize::from(places))),
    };
    Style::new().set_num_format(format)
}

/// Width that shows the usual value and the header; Chinese characters take two places.
fn width(column: &ColumnSpec) -> f64 {
    let header: u32 = column
        .title
        .chars()
        .map(|c| if c.is_ascii() { 1 } else { 2 })
        .sum();
    let value = match column.kind {
        CellKind::Text => 18,
        CellKind::Instant => 19,
        CellKind::Money | CellKind::Decimal { .. } => 14,
        CellKind::Day | CellKind::Integer | CellKind::Number => 12,
        CellKind::Percent | CellKind::Flag => 9,
    };
    // Room for the filter's button.
    f64::from((header + 4).clamp(value, 40))
}

/// A name that spreadsheets accept: without their own marks, not too long, with a number from the second sheet on.
fn sheet_name(name: &str, number: u32) -> String {
    let mark = |c: char| {
        if "[]:*?/\\'".contains(c) || c.is_control() {
            ' '
        } else {
            c
        }
    };
    let clean: String = name.chars().map(mark).collect();
    let (mut kept, mut units) = (String::new(), 0);
    for char in clean.trim().chars() {
        units += char.len_utf16();
        if units > 28 {
            break;
        }
        kept.push(char);
    }
    let kept = if kept.is_empty() { "Sheet" } else { kept.as_str() };
    if number == 1 {
        kept.to_owned()
    } else {
        format!("{kept} {number}")
    }
}
