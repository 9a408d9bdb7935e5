//! Texts as people type them, made fit for paper. They are handed to Typst as data and so are never markup; what is
//! left to do is what no line breaker can: characters that are no text, and runs that no line can hold.

use crate::document::{Block, Cell, Document, Mark, Point, Sheet, Slide, SlideBody, Table, Tile};

/// Letters and figures in a row after which a line may break where nothing else lets it.
const RUN_MOST: usize = 36;
/// Characters of a list's cell: the rest is on the screen. A cell must not fill pages.
const CELL_MOST: usize = 240;

/// Invisible characters that change how others are read: overrides of direction can make an amount look like another.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// The text without control characters, with a break allowed in every run longer than `run`.
pub(crate) fn cleaned(text: &str, run: usize) -> String {
    let mut clean = String::with_capacity(text.len());
    let (mut length, mut last) = (0, ' ');
    for c in text.chars() {
        if is_hidden(c) || (c == '\n' && last == '\r') {
            last = c;
            continue;
        }
        last = c;
        let c = match c {
            '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => '\n',
            '\n' => c,
            c if c.is_control() => ' ',
            c => c,
        };
        // Chinese may break anywhere; only what holds together counts.
        length = if c.is_whitespace() || ('\u{2e80}'..='\u{ffdc}').contains(&c) {
            0
        } else {
            length + 1
        };
        if length > run {
            clean.push('\u{200b}');
            length = 1;
        }
        clean.push(c);
    }
    clean
}

fn line(text: &mut String) {
    *text = cleaned(text, RUN_MOST);
}

fn short(text: &mut String, run: usize) {
    let flat = text.replace(['\n', '\r'], " ");
    let mut cut: String = flat.chars().take(CELL_MOST).collect();
    if flat.chars().nth(CELL_MOST).is_some() {
        cut.push('…');
    }
    *text = cleaned(&cut, run);
}

fn mark(mark: &mut Mark) {
    line(&mut mark.word);
}

fn cell(cell: &mut Cell) {
    match cell {
        Cell::Text(text) => line(text),
        Cell::Mark(m) => mark(m),
    }
}

/// A table's texts; `run` is what its narrowest free column holds.
pub(crate) fn table(table: &mut Table, run: &[usize]) {
    table.title.iter_mut().chain(&mut table.note).for_each(line);
    table.columns.iter_mut().for_each(|c| line(&mut c.title));
    let rows = table.rows.iter_mut().chain(&mut table.total);
    for row in rows {
        for (i, cell) in row.iter_mut().enumerate() {
            match cell {
                Cell::Text(text) => short(text, run.get(i).copied().unwrap_or(RUN_MOST)),
                Cell::Mark(m) => mark(m),
            }
        }
    }
}

fn tile(tile: &mut Tile) {
    line(&mut tile.label);
    line(&mut tile.value);
    tile.notes.iter_mut().for_each(line);
    tile.mark.iter_mut().for_each(mark);
}

fn point(point: &mut Point) {
    line(&mut point.text);
    point.detail.iter_mut().for_each(line);
}

fn block(block: &mut Block) {
    match block {
        Block::Fields { title, fields } => {
            title.iter_mut().for_each(line);
            for field in fields {
                line(&mut field.label);
                cell(&mut field.value);
            }
        }
        Block::Text { title, text } => title.iter_mut().chain([text]).for_each(line),
        Block::Lines { title, .. } => title.iter_mut().for_each(line),
        Block::Table(_) => {}
        Block::Figure(figure) => [&mut figure.title, &mut figure.alt]
            .into_iter()
            .chain(&mut figure.sentence)
            .for_each(line),
        Block::Tiles { title, tiles } => {
            title.iter_mut().for_each(line);
            tiles.iter_mut().for_each(tile);
        }
        Block::Points { title, points } => {
            title.iter_mut().for_each(line);
            points.iter_mut().for_each(point);
        }
        Block::Signatures { boxes } => boxes.iter_mut().for_each(|b| {
            line(&mut b.label);
            line(&mut b.date_label);
        }),
        Block::Note { text } => line(text),
    }
}

fn sheet(sheet: &mut Sheet) {
    line(&mut sheet.title);
    sheet.number.iter_mut().chain(&mut sheet.subtitle).for_each(line);
    sheet.state.iter_mut().for_each(mark);
    sheet.blocks.iter_mut().for_each(block);
}

fn slide(slide: &mut Slide) {
    line(&mut slide.title);
    line(&mut slide.sentence);
    match &mut slide.body {
        SlideBody::Tiles(tiles) => tiles.iter_mut().for_each(tile),
        SlideBody::Figure { figure, beside } => {
            line(&mut figure.alt);
            beside.iter_mut().for_each(tile);
        }
        SlideBody::Table(_) => {}
    }
}

/// Every text but those of tables, whose columns are measured first.
pub(crate) fn document(document: &mut Document) {
    match document {
        Document::Sheets(sheets) => sheets.iter_mut().for_each(sheet),
        Document::List(list) => {
            [&mut list.title, &mut list.subtitle, &mut list.count]
                .into_iter()
                .chain(&mut list.cut)
                .for_each(line);
        }
        Document::Slides(slides) => {
            [&mut slides.title, &mut slides.subtitle, &mut slides.as_of]
                .into_iter()
                .for_each(line);
            slides.slides.iter_mut().for_each(slide);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_made_fit_for_paper() {
        let cases = [
            ("two\r\nlines\rthree", "two\nlines\nthree"),
            ("a\0b\u{7}c\td", "a b c d"),
            ("pay \u{202e}001 yuan\u{202c}", "pay 001 yuan"),
            ("顾客说\u{feff}没电", "顾客说没电"),
            (
                "#read(\"/etc/passwd\") $x$ *b* @cite",
                "#read(\"/etc/passwd\") $x$ *b* @cite",
            ),
            ("אבג", "אבג"),
        ];
        for (typed, printed) in cases {
            assert_eq!(cleaned(typed, 40), printed, "{typed:?}");
        }
        assert_eq!(cleaned("ABCDEFG", 3), "ABC\u{200b}DEF\u{200b}G");
        assert_eq!(cleaned("AB CDE 顾客顾客顾客", 3), "AB CDE 顾客顾客顾客");
    }
}
