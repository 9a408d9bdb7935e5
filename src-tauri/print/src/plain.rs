//! A laid out document as text: what tests read, so that none of them needs a PDF reader.

use typst::layout::{Frame, FrameItem, Point};
use typst_layout::PagedDocument;

/// The texts of each page, from top to bottom and left to right; pieces of one line stand apart by a space.
pub(crate) fn texts(document: &PagedDocument) -> Vec<String> {
    document
        .pages()
        .iter()
        .map(|page| page_text(&page.frame))
        .collect()
}

fn page_text(frame: &Frame) -> String {
    let mut pieces = Vec::new();
    collect(frame, Point::zero(), &mut pieces);
    // Half a point apart is the same line: a bold word beside a plain one.
    let key = |p: &Point| ((p.y.to_pt() * 2.0).round() as i64, (p.x.to_pt() * 10.0) as i64);
    pieces.sort_by_key(|(at, _)| key(at));
    let mut text = String::new();
    let mut last = None;
    for (at, piece) in pieces {
        let (y, _) = key(&at);
        if let Some(before) = last {
            text.push(if before == y { ' ' } else { '\n' });
        }
        last = Some(y);
        text.push_str(&piece);
    }
    text
}

fn collect(frame: &Frame, at: Point, into: &mut Vec<(Point, String)>) {
    for (offset, item) in frame.items() {
        let place = at + *offset;
        match item {
            FrameItem::Group(group) => collect(&group.frame, place, into),
            FrameItem::Text(text) => into.push((place, text.text.to_string())),
            _ => {}
        }
    }
}
