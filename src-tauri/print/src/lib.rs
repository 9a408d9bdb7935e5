//! Typed documents to PDF, set by Typst in one house style.
//!
//! A caller hands over a [`Document`]: texts already in the reader's language, figures already written out, drawings as
//! SVG. [`render`] answers the file. The same document always gives the same bytes: nothing here reads a clock, a
//! network or a file system, and the fonts travel with the binary.
//!
//! What people typed reaches the templates as data (`json("/data.json")`), never as markup.
//!
//! # Adding a kind of document
//!
//! Most are a [`Sheet`] of blocks and need nothing here. A new look is a template in `typ/` that imports `house.typ`, a
//! variant of [`Document`] and its arm in `Document::template`.
//!
//! # Example
//!
//! ```
//! use outpost_print::*;
//!
//! let house = House {
//!     workspace: "Northern service".into(),
//!     language: Language::English,
//!     printed: "Printed 2026-11-22 09:41 by Li Na".into(),
//!     page_of: "Page {page} of {pages}".into(),
//!     at: Moment { year: 2026, month: 11, day: 22, hour: 9, minute: 41, second: 0, offset: 480 },
//! };
//! let sheet = Sheet {
//!     title: "Service sheet".into(),
//!     blocks: vec![Block::Text { title: None, text: "No cooling. *Not* markup.".into() }],
//!     ..Sheet::default()
//! };
//! let printed = render(Document::Sheets(vec![sheet]), &house)?;
//! assert_eq!(printed.pages, 1);
//! assert!(printed.pdf.starts_with(b"%PDF-"));
//! # Ok::<(), PrintError>(())
//! ```

mod clean;
mod code;
mod document;
mod fonts;
mod plain;
mod widths;
mod world;

pub use document::{
    Align, Block, Cell, Column, Document, Field, Figure, House, Language, List, Mark, Moment, Point, Sheet,
    SignatureBox, Slide, SlideBody, Slides, Table, Tile, Tone,
};
pub use fonts::font_files;

use serde_json::{Value as Json, json};
use std::fmt;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, Timestamp};
use widths::Line;

/// A finished file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    pub pdf: Vec<u8>,
    pub pages: usize,
}

/// Why there is no document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrintError {
    /// This build was made without the npm packages of the UI, where the fonts come from.
    NoFonts,
    /// There is nothing to print.
    Empty,
    /// A template and its data do not fit: a fault of this crate. Holds Typst's own words.
    Template(String),
}

impl fmt::Display for PrintError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFonts => f.write_str("this build has no fonts: run `npm ci` in ui and build again"),
            Self::Empty => f.write_str("a document without pages"),
            Self::Template(words) => write!(f, "typst: {words}"),
        }
    }
}

impl std::error::Error for PrintError {}

fn refused(errors: &[SourceDiagnostic]) -> PrintError {
    let words: Vec<String> = errors
        .iter()
        .map(|e| {
            format!(
                "{} {}",
                e.message,
                e.hints.iter().map(|h| h.v.as_str()).collect::<Vec<_>>().join(" ")
            )
        })
        .collect();
    PrintError::Template(words.join("; "))
}

/// Sets a document and answers it as PDF.
///
/// # Errors
/// [`PrintError`]: no fonts in this build, nothing to print, or a fault.
pub fn render(document: Document, house: &House) -> Result<Printed, PrintError> {
    let paged = pages(document, house)?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("Outpost".to_owned())),
        timestamp: stamp(house.at),
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&paged, &options).map_err(|errors| refused(&errors))?;
    Ok(Printed {
        pdf,
        pages: paged.pages().len(),
    })
}

fn stamp(at: Moment) -> Option<Timestamp> {
    let when = Datetime::from_ymd_hms(at.year, at.month, at.day, at.hour, at.minute, at.second)?;
    Timestamp::new_local(when, at.offset)
}

/// What [`render`] would print, as the text of each page.
///
/// # Errors
/// As [`render`].
pub fn plain(document: Document, house: &House) -> Result<Vec<String>, PrintError> {
    Ok(plain::texts(&pages(document, house)?))
}

/// The document as laid out pages.
fn pages(mut document: Document, house: &House) -> Result<PagedDocument, PrintError> {
    if document.is_empty() {
        return Err(PrintError::Empty);
    }
    let fonts = fonts::fonts()?;
    let mut files = document.prepare();
    let data = json!({ "house": house, "document": document.data()? });
    let data = serde_json::to_vec(&data).map_err(|e| PrintError::Template(e.to_string()))?;
    files.push(("data.json".to_owned(), data));
    let desk = world::Desk::new(fonts, document.template(), files);
    let made = typst::compile::<PagedDocument>(&desk).output;
    // What was remembered of documents made long ago goes: a server prints for weeks.
    typst::comemo::evict(4);
    made.map_err(|errors| refused(&errors))
}

/// Widths of a page's line, in em of the text that its tables are set in.
const PORTRAIT: Line = Line { em: 63.0 };
const LANDSCAPE: Line = Line { em: 94.0 };
const SHEET: Line = Line { em: 58.0 };
const SLIDE: Line = Line { em: 62.0 };

impl Document {
    fn is_empty(&self) -> bool {
        match self {
            Self::Sheets(sheets) => sheets.is_empty(),
            Self::List(list) => list.table.columns.is_empty(),
            Self::Slides(_) => false,
        }
    }

    fn template(&self) -> &'static str {
        match self {
            Self::Sheets(_) => "sheets",
            Self::List(_) => "list",
            Self::Slides(_) => "slides",
        }
    }

    /// Cleans the texts, measures the tables, and takes out the drawings as files.
    fn prepare(&mut self) -> Vec<(String, Vec<u8>)> {
        clean::document(self);
        let mut files = Vec::new();
        match self {
            Self::List(list) => {
                let landscape = widths::wish(&list.table) > PORTRAIT.em;
                fit(&mut list.table, if landscape { LANDSCAPE } else { PORTRAIT });
            }
            Self::Sheets(sheets) => {
                for (i, sheet) in sheets.iter_mut().enumerate() {
                    if let Some(drawing) = sheet.code.as_deref().and_then(code::drawing) {
                        files.push((format!("code-{i}.svg"), drawing.into_bytes()));
                    } else {
                        sheet.code = None;
                    }
                    for block in &mut sheet.blocks {
                        match block {
                            Block::Table(table) => fit(table, SHEET),
                            Block::Figure(figure) => put(figure, &mut files),
                            _ => {}
                        }
                    }
                }
            }
            Self::Slides(slides) => {
                for slide in &mut slides.slides {
                    match &mut slide.body {
                        SlideBody::Table(table) => fit(table, SLIDE),
                        SlideBody::Figure { figure, .. } => put(figure, &mut files),
                        SlideBody::Tiles(_) => {}
                    }
                }
            }
        }
        files
    }

    fn data(&self) -> Result<Json, PrintError> {
        let data = match self {
            Self::Sheets(sheets) => serde_json::to_value(sheets),
            Self::List(list) => serde_json::to_value(list).map(|mut data| {
                data["landscape"] = Json::from(widths::wish(&list.table) > PORTRAIT.em);
                data
            }),
            Self::Slides(slides) => serde_json::to_value(slides),
        };
        data.map_err(|e| PrintError::Template(e.to_string()))
    }
}

fn fit(table: &mut Table, line: Line) {
    let letters = widths::share(table, line);
    clean::table(table, &letters);
}

fn put(figure: &mut Figure, files: &mut Vec<(String, Vec<u8>)>) {
    figure.file = format!("figure-{}.svg", files.len());
    files.push((figure.file.clone(), std::mem::take(&mut figure.svg).into_bytes()));
}
