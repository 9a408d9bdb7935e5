//! Rows of one sheet of an OpenDocument spreadsheet, streamed. Repeated rows and cells are counted, never laid out:
//! a few bytes can claim seventeen thousand million cells.

use quick_xml::events::{BytesStart, Event};

use super::package::Package;
use super::row::{Kind, RowBuffer};
use super::xlsx::{put_iso, put_number};
use super::xml::{Xml, attribute, push_text};
use super::{SheetName, SheetRows};
use crate::error::{ReadCode, ReadError};
use crate::limits::Limits;

/// Names of the sheets, in order. All sheets stand in one part, so this reads it once.
pub(crate) fn sheet_names(package: &Package, limits: &Limits) -> Result<Vec<SheetName>, ReadError> {
    let mut xml = package.xml("content.xml")?;
    let mut names = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(e) if is_table(&e) => {
                let name = attribute(&e, "name")?.unwrap_or_default();
                xml.skip()?;
                names.push(SheetName { name, visible: true });
                if names.len() > limits.sheets {
                    return Err(ReadError::too_large("sheets", limits.sheets as u64));
                }
            }
            Event::Eof => return Ok(names),
            _ => {}
        }
    }
}

/// `table:table`, and not a table of charts or of tracked changes inside another element of that name.
fn is_table(element: &BytesStart<'_>) -> bool {
    element.local_name().as_ref() == "table"
}

pub(crate) struct OdsRows {
    xml: Xml,
    line: u64,
    /// How often the last row is still to be given again.
    again: u64,
    last: RowBuffer,
    text: String,
    formulas: u64,
    cells: u64,
    limits: Limits,
}

/// What a cell element says.
struct Head {
    kind: Option<String>,
    value: Option<String>,
    formula: bool,
    repeated: usize,
}

impl OdsRows {
    pub(crate) fn open(package: &Package, name: &str, limits: &Limits) -> Result<Self, ReadError> {
        let mut xml = package.xml("content.xml")?;
        loop {
            match xml.next()? {
                Event::Start(e) if is_table(&e) => {
                    if attribute(&e, "name")?.unwrap_or_default() == name {
                        break;
                    }
                    xml.skip()?;
                }
                Event::Eof => return Err(ReadError::new(ReadCode::UnknownSheet).with("sheet", name)),
                _ => {}
            }
        }
        Ok(Self {
            xml,
            line: 0,
            again: 0,
            last: RowBuffer::default(),
            text: String::new(),
            formulas: 0,
            cells: 0,
            limits: limits.clone(),
        })
    }

    /// Reads the cells of the row that has just begun.
    fn row(&mut self) -> Result<(), ReadError> {
        let mut column = 0;
        loop {
            match self.xml.next()? {
                Event::Start(e) if matches!(e.local_name().as_ref(), "table-cell" | "covered-table-cell") => {
                    let head = head(&e)?;
                    self.cell_text()?;
                    self.put(column, &head)?;
                    column = column.saturating_add(head.repeated);
                }
                Event::Start(_) => self.xml.skip()?,
                Event::End(_) => return Ok(()),
                Event::Eof => return Err(ReadError::damaged("xml")),
                _ => {}
            }
        }
    }

    /// The text that is shown: paragraphs, one a line, without notes.
    fn cell_text(&mut self) -> Result<(), ReadError> {
        self.text.clear();
        let mut depth = 0_u32;
        loop {
            if self.text.len() > self.limits.record_bytes {
                return Err(self.too_long());
            }
            match self.xml.next()? {
                Event::Start(e) => {
                    match e.local_name().as_ref() {
                        "annotation" | "frame" | "table" => {
                            self.xml.skip()?;
                            continue;
                        }
                        "p" | "line-break" if !self.text.is_empty() => self.text.push('\n'),
                        "tab" => self.text.push('\t'),
                        "s" => {
                            let count = attribute(&e, "c")?
                                .and_then(|c| c.parse().ok())
                                .unwrap_or(1_usize);
                            self.text.extend(std::iter::repeat_n(' ', count.min(1_000)));
                        }
                        _ => {}
                    }
                    depth += 1;
                }
                Event::End(_) if depth == 0 => return Ok(()),
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(ReadError::damaged("xml")),
                event if depth > 0 => push_text(&event, &mut self.text)?,
                _ => {}
            }
        }
    }

    fn too_long(&self) -> ReadError {
        ReadError::too_large("record_bytes", self.limits.record_bytes as u64).with("line", self.line)
    }

    fn put(&mut self, column: usize, head: &Head) -> Result<(), ReadError> {
        self.formulas += u64::from(head.formula);
        let blank = head.kind.is_none() && self.text.is_empty() && !head.formula;
        if blank {
            return Ok(());
        }
        if column.saturating_add(head.repeated) > self.limits.columns {
            return Err(ReadError::too_large("columns", self.limits.columns as u64).with("line", self.line));
        }
        for at in column..column + head.repeated {
            self.convert(at, head);
            self.cells += 1;
        }
        if self.cells > self.limits.cells {
            return Err(ReadError::too_large("cells", self.limits.cells));
        }
        if self.last.text.len() > self.limits.record_bytes {
            return Err(self.too_long());
        }
        Ok(())
    }

    fn convert(&mut self, column: usize, head: &Head) {
        let row = &mut self.last;
        let text = self.text.as_str();
        let value = head.value.as_deref();
        match (head.kind.as_deref(), value) {
            (Some("float" | "currency" | "percentage"), Some(value)) => match value.parse::<f64>() {
                Ok(number) if number.is_finite() => put_number(row, column, number, false, false),
                _ => row.put(column, Kind::Text, |out| out.push_str(text)),
            },
            (Some("date"), Some(value)) => put_iso(row, column, value),
            (Some("boolean"), Some(value)) => {
                row.put(column, Kind::Flag(value == "true"), |out| out.push_str(value));
            }
            (None, None) if head.formula && text.is_empty() => {
                row.put(column, Kind::FormulaWithoutValue, |_| ());
            }
            _ if head.formula && (text.starts_with('#') || text.starts_with("Err:")) => {
                row.put(column, Kind::Error, |out| out.push_str(text));
            }
            // A shown text may be shortened by its format; the stored one is not.
            (Some("string"), Some(value)) => row.put(column, Kind::Text, |out| out.push_str(value)),
            _ if text.is_empty() => {}
            _ => row.put(column, Kind::Text, |out| out.push_str(text)),
        }
    }
}

impl SheetRows for OdsRows {
    fn next_row(&mut self, row: &mut RowBuffer) -> Result<bool, ReadError> {
        if self.again > 0 {
            self.again -= 1;
            self.line += 1;
            row.clone_from(&self.last);
            row.line = self.line;
            return Ok(true);
        }
        loop {
            match self.xml.next()? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "table-row" => {
                        let repeated = repeated(&e, "number-rows-repeated")?;
                        self.last.clear(self.line + 1);
                        self.row()?;
                        if self.last.is_blank() {
                            self.line = self.line.saturating_add(repeated);
                            continue;
                        }
                        self.line += 1;
                        self.again = repeated - 1;
                        row.clone_from(&self.last);
                        return Ok(true);
                    }
                    // Groups and header rows wrap rows; everything else is no row.
                    "table-row-group" | "table-rows" | "table-header-rows" => {}
                    _ => self.xml.skip()?,
                },
                Event::End(e) if e.local_name().as_ref() == "table" => return Ok(false),
                Event::Eof => return Ok(false),
                _ => {}
            }
        }
    }

    fn formulas(&self) -> u64 {
        self.formulas
    }
}

fn repeated(element: &BytesStart<'_>, name: &str) -> Result<u64, ReadError> {
    let count = attribute(element, name)?.and_then(|count| count.parse::<u64>().ok());
    Ok(count.unwrap_or(1).max(1))
}

fn head(element: &BytesStart<'_>) -> Result<Head, ReadError> {
    let mut head = Head {
        kind: None,
        value: None,
        formula: false,
        repeated: 1,
    };
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(ReadError::damaged)?;
        let text = || {
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
            value.map(|text| text.into_owned()).map_err(ReadError::damaged)
        };
        match attribute.key.local_name().as_ref() {
            "value-type" => head.kind = Some(text()?),
            "value" | "date-value" | "time-value" | "boolean-value" | "string-value" => {
                head.value = Some(text()?);
            }
            "formula" => head.formula = true,
            "number-columns-repeated" => {
                head.repeated = text()?.parse::<usize>().unwrap_or(1).clamp(1, 1 << 20);
            }
            _ => {}
        }
    }
    Ok(head)
}
