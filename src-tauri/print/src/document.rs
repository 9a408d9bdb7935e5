//! What can be printed. Every text is already in the reader's language and every figure already written out: this
//! crate knows neither catalogue nor unit.

use serde::Serialize;

/// What stands on every page, and the language by whose rules lines are broken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct House {
    pub workspace: String,
    pub language: Language,
    /// When and by whom it was printed, as a sentence of the page's foot.
    pub printed: String,
    /// `{page}` and `{pages}` are filled in.
    pub page_of: String,
    /// Becomes the file's own date; the same instant gives the same bytes.
    #[serde(skip)]
    pub at: Moment,
}

/// Civil date and time in the workspace's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub year: i32,
    pub month: u8,
    pub day: u8,
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
    /// Minutes east of UTC.
    pub offset: i32,
}

/// A language of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Language {
    #[serde(rename = "zh")]
    Chinese,
    #[serde(rename = "en")]
    English,
}

/// A document of some kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Document {
    /// A4 sheets of blocks; each begins a page and counts its own pages.
    Sheets(Vec<Sheet>),
    /// One table over as many pages as it takes.
    List(List),
    /// 16 : 9 pages for a screen.
    Slides(Slides),
}

/// A paper: a service sheet, a report, a brief.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Sheet {
    pub title: String,
    /// The document's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<Mark>,
    /// What it is about, or which records it shows: under the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// Printed as a QR code beside the title, to be read by a scanner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    pub blocks: Vec<Block>,
}

/// A piece of a sheet.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// Labels with their values, two beside each other.
    Fields {
        title: Option<String>,
        fields: Vec<Field>,
    },
    /// Running text.
    Text {
        title: Option<String>,
        text: String,
    },
    /// Empty lines to write on by hand.
    Lines {
        title: Option<String>,
        count: u32,
    },
    Table(Table),
    Figure(Figure),
    /// Key figures beside each other.
    Tiles {
        title: Option<String>,
        tiles: Vec<Tile>,
    },
    /// Short remarks under each other.
    Points {
        title: Option<String>,
        points: Vec<Point>,
    },
    /// Boxes to sign in.
    Signatures {
        boxes: Vec<SignatureBox>,
    },
    /// Small print.
    Note {
        text: String,
    },
}

/// A label and its value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Field {
    pub label: String,
    pub value: Cell,
    /// Takes the whole line.
    pub wide: bool,
}

/// How a state looks: an icon and a hue, never alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    Met,
    Running,
    Warning,
    Breached,
    Paused,
    Exempt,
    Void,
}

/// A state: icon and word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    pub word: String,
    pub tone: Tone,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Cell {
    Text(String),
    Mark(Mark),
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// On which side a column's cells stand: figures at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    Start,
    End,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Column {
    pub title: String,
    pub align: Align,
    /// Its share of the line; found from what the cells hold.
    pub(crate) share: f64,
}

impl Column {
    #[must_use]
    pub fn new(title: impl Into<String>, align: Align) -> Self {
        Self {
            title: title.into(),
            align,
            share: 1.0,
        }
    }
}

/// A table whose heading is repeated on every page.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Table {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    pub columns: Vec<Column>,
    /// As many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// Sums under the last row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Vec<Cell>>,
    /// A line below, such as how many rows are not shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A drawing with what it says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentence: Option<String>,
    /// What it shows, for those who do not see it.
    pub alt: String,
    #[serde(skip)]
    pub svg: String,
    /// The drawing's name on the desk.
    pub(crate) file: String,
}

impl Figure {
    #[must_use]
    pub fn new(title: impl Into<String>, alt: impl Into<String>, svg: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            sentence: None,
            alt: alt.into(),
            svg: svg.into(),
            file: String::new(),
        }
    }
    /// What the drawing says, in words.
    #[must_use]
    pub fn saying(mut self, sentence: impl Into<String>) -> Self {
        self.sentence = Some(sentence.into());
        self
    }
}

/// A key figure.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Tile {
    pub label: String,
    pub value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
    /// Target, change: small lines below.
    pub notes: Vec<String>,
}

/// A remark.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Point {
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tone: Option<Tone>,
}

/// Who signs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SignatureBox {
    pub label: String,
    pub date_label: String,
}

/// A list on paper.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct List {
    pub title: String,
    /// The filter as a sentence.
    pub subtitle: String,
    /// How many rows, and whether all of them are here.
    pub count: String,
    /// Set when rows were left out: a line that cannot be overlooked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cut: Option<String>,
    pub table: Table,
}

/// Pages for a screen.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Slides {
    pub title: String,
    pub subtitle: String,
    pub as_of: String,
    pub slides: Vec<Slide>,
}

/// One page: a subject, what it says, and the proof.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Slide {
    pub title: String,
    pub sentence: String,
    pub body: SlideBody,
}

/// What a slide shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SlideBody {
    Tiles(Vec<Tile>),
    /// A drawing, with a few figures beside it.
    Figure {
        figure: Figure,
        beside: Vec<Tile>,
    },
    Table(Table),
}
