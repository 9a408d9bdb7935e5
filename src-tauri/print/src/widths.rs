//! How wide the columns of a table are, from what their cells hold: measuring them by Typst would set every row twice.

use crate::document::{Align, Cell, Table};

/// A line of a page, in em of its text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    pub em: f64,
}

/// Space around a cell's text.
const PADDING: f64 = 1.1;
/// No column asks for more: longer texts wrap.
const WIDEST: f64 = 26.0;
/// A column that must give way keeps this much.
const NARROWEST: f64 = 5.0;

fn em(c: char) -> f64 {
    match c {
        '\u{200b}' => 0.0,
        'A'..='Z' | '@' | '%' | '&' => 0.68,
        c if ('\u{1100}'..='\u{115f}').contains(&c) || c >= '\u{2e80}' => 1.0,
        _ => 0.57,
    }
}

pub(crate) fn width(text: &str) -> f64 {
    text.chars().map(em).sum()
}

fn cell_width(cell: &Cell) -> f64 {
    match cell {
        Cell::Text(text) => width(text),
        Cell::Mark(mark) => width(&mark.word) + 1.5,
    }
}

/// What each column would like: the widest cell up to [`WIDEST`], and never less than half of its heading.
fn wishes(table: &Table) -> Vec<f64> {
    let columns = table.columns.iter().enumerate();
    let wish = |(i, column): (usize, &crate::document::Column)| {
        let cells = table.rows.iter().chain(&table.total).filter_map(|row| row.get(i));
        let widest = cells.map(cell_width).fold(0.0, f64::max).min(WIDEST);
        widest.max(width(&column.title).min(9.0)) + PADDING
    };
    columns.map(wish).collect()
}

/// All that the table would like to be wide.
pub(crate) fn wish(table: &Table) -> f64 {
    wishes(table).iter().sum()
}

/// Sets each column's share of `line`; answers how many letters each holds in a row.
pub(crate) fn share(table: &mut Table, line: Line) -> Vec<usize> {
    let wishes = wishes(table);
    // Figures do not wrap, so text gives way first, the wider columns more.
    let keeps = |i: usize| table.columns.get(i).is_some_and(|c| c.align == Align::End);
    let floor = |i: usize, wish: f64| {
        if keeps(i) {
            wish
        } else {
            wish.min(NARROWEST + PADDING)
        }
    };
    let over = wishes.iter().sum::<f64>() - line.em;
    let room: f64 = wishes.iter().enumerate().map(|(i, w)| w - floor(i, *w)).sum();
    let give = if over > 0.0 && room > 0.0 {
        (over / room).min(1.0)
    } else {
        0.0
    };
    let shares: Vec<f64> = wishes
        .iter()
        .enumerate()
        .map(|(i, w)| w - (w - floor(i, *w)) * give)
        .collect();
    let scale = line.em / shares.iter().sum::<f64>().max(1.0);
    for (column, share) in table.columns.iter_mut().zip(&shares) {
        column.share = (share * 100.0).round() / 100.0;
    }
    let letters = |share: &f64| ((share * scale - PADDING) / 0.64).floor().max(3.0) as usize;
    shares.iter().map(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Column;

    fn table(cells: &[(&str, Align)]) -> Table {
        Table {
            columns: cells.iter().map(|(_, align)| Column::new("列", *align)).collect(),
            rows: vec![cells.iter().map(|(text, _)| Cell::from(*text)).collect()],
            ..Table::default()
        }
    }

    #[test]
    fn text_gives_way_to_figures() {
        let long = "顾客反映空调不制冷且外机有异响需要上门检查处理";
        let mut narrow = table(&[
            ("¥1,234,567.00", Align::End),
            (long, Align::Start),
            ("WO-1", Align::Start),
        ]);
        share(&mut narrow, Line { em: 20.0 });
        let shares: Vec<f64> = narrow.columns.iter().map(|c| c.share).collect();
        assert!(shares[0] > 7.0, "figures keep their width: {shares:?}");
        assert!(shares[1] < 12.0 && shares[1] > shares[2], "{shares:?}");
        assert!((shares.iter().sum::<f64>() - 20.0).abs() < 0.1, "{shares:?}");
    }

    #[test]
    fn a_table_of_many_columns_still_has_room_in_each() {
        let mut wide = table(&[("text", Align::Start); 40]);
        let letters = share(&mut wide, Line { em: 60.0 });
        assert!(letters.iter().all(|l| *l >= 3));
        assert!(wide.columns.iter().all(|c| c.share > 0.0));
    }

    #[test]
    fn nothing_to_measure_is_no_division_by_zero() {
        let mut empty = Table::default();
        assert_eq!(share(&mut empty, Line { em: 60.0 }), Vec::<usize>::new());
        assert!(wish(&empty).abs() < f64::EPSILON);
    }
}
