//! Printed documents: each kind, with what people really type, read back from the laid out pages.

mod print_samples;

use outpost_print::*;
use print_samples::{FAULT, HOSTILE, Tongue, house, list, report, sheet, slides};

fn text(document: Document) -> Vec<String> {
    plain(document, &house(Tongue::Zh)).expect("prints")
}

/// As printed: without the spaces between pieces, and without the places where a line may break.
fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{200b}')
        .collect()
}

#[test]
fn every_kind_prints_in_both_languages() {
    for tongue in [Tongue::Zh, Tongue::En] {
        for (document, pages) in [
            (Document::Sheets(vec![sheet(tongue, FAULT)]), 1),
            (Document::List(list(tongue, 20, false)), 1),
            (Document::Slides(slides(tongue)), 4),
        ] {
            let printed = render(document, &house(tongue)).expect("prints");
            assert_eq!(printed.pages, pages);
            assert!(printed.pdf.starts_with(b"%PDF-1.7"));
        }
        assert!(
            render(Document::Sheets(vec![report(tongue)]), &house(tongue))
                .expect("prints")
                .pages
                >= 1
        );
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let print = || {
        render(Document::Sheets(vec![report(Tongue::Zh)]), &house(Tongue::Zh))
            .expect("prints")
            .pdf
    };
    assert_eq!(print(), print());
}

#[test]
fn what_people_type_is_text_and_never_markup() {
    let pages = text(Document::Sheets(vec![sheet(Tongue::Zh, HOSTILE)]));
    assert!(squeezed(&pages[0]).contains(&squeezed(HOSTILE)), "{}", pages[0]);
    let mut hostile = list(Tongue::En, 1, false);
    hostile.title = HOSTILE.into();
    hostile.table.rows[0][2] = HOSTILE.into();
    let pages = text(Document::List(hostile));
    assert_eq!(
        squeezed(&pages[0]).matches(&squeezed(HOSTILE)).count(),
        2,
        "{}",
        pages[0]
    );
}

#[test]
fn a_note_of_ten_thousand_letters_without_a_space_stays_on_the_paper() {
    let pages = text(Document::Sheets(vec![sheet(Tongue::En, &"W".repeat(10_000))]));
    assert!(pages.len() > 1);
    let printed: usize = pages.iter().map(|p| p.matches('W').count()).sum();
    // Each page's head names the number, which begins with the letter too, and so does the sheet's own head.
    assert!(printed >= 10_000, "{printed}");
    let longest = pages
        .iter()
        .flat_map(|p| p.lines())
        .map(|l| l.matches('W').count())
        .max();
    assert!(
        longest.is_some_and(|l| l < 100),
        "a line holds at most what the paper does: {longest:?}"
    );
}

#[test]
fn rare_letters_other_directions_and_pictures_do_not_stop_a_print() {
    let note = "龘䶮㛃𠮷 שלום עולם مرحبا 👍🏽 café\u{301} \u{0}\u{1b}[31m\u{202e}evil\u{202c}";
    let pages = text(Document::Sheets(vec![sheet(Tongue::Zh, note)]));
    assert!(pages[0].contains("龘䶮㛃"), "{}", pages[0]);
    assert!(!pages[0].contains('\u{202e}') && !pages[0].contains('\u{1b}'));
}

#[test]
fn each_sheet_of_many_counts_its_own_pages() {
    let long = FAULT.repeat(120);
    let pages = text(Document::Sheets(vec![
        sheet(Tongue::En, FAULT),
        sheet(Tongue::En, &long),
    ]));
    assert!(pages[0].contains("第 1 页，共 1 页"), "{}", pages[0]);
    let of = pages.len() - 1;
    assert!(of >= 2);
    assert!(pages[1].contains(&format!("第 1 页，共 {of} 页")), "{}", pages[1]);
    assert!(pages[of].contains(&format!("第 {of} 页，共 {of} 页")));
}

#[test]
fn a_long_list_repeats_its_heading_and_sums_at_the_end() {
    let pages = text(Document::List(list(Tongue::Zh, 200, false)));
    assert!(pages.len() > 3);
    assert!(
        pages
            .iter()
            .all(|p| p.contains("工单号") && p.contains("受理时间"))
    );
    let sums: Vec<bool> = pages.iter().map(|p| p.contains("5,123,456.50")).collect();
    assert_eq!(sums.iter().filter(|s| **s).count(), 1);
    assert!(sums[pages.len() - 1]);
    assert!(pages[0].contains("只打印前 1,000 条"));
    for i in 0..200 {
        let number = format!("WO-2611-{i:07}");
        assert!(
            pages.iter().any(|p| p.contains(&number)),
            "{number} is missing or broken"
        );
    }
}

#[test]
fn many_columns_turn_the_paper() {
    let size = |document| {
        let pdf = render(document, &house(Tongue::Zh)).expect("prints").pdf;
        String::from_utf8_lossy(&pdf).contains("/MediaBox[0 0 841.8898 595.2756]")
    };
    assert!(!size(Document::List(list(Tongue::Zh, 3, false))));
    assert!(size(Document::List(list(Tongue::Zh, 3, true))));
}

#[test]
fn fonts_travel_with_the_file_but_only_the_letters_it_uses() {
    let pdf = render(
        Document::Sheets(vec![sheet(Tongue::Zh, FAULT)]),
        &house(Tongue::Zh),
    )
    .expect("prints")
    .pdf;
    let readable = String::from_utf8_lossy(&pdf).into_owned();
    assert!(
        readable.contains("+NotoSansSC-Regular") && readable.contains("+NotoSansSC-Bold"),
        "both faces, as subsets"
    );
    assert!(pdf.len() < 400_000, "{} bytes", pdf.len());
}

#[test]
fn nothing_to_print_is_said_so() {
    let refused = |document| render(document, &house(Tongue::En)).map(|p| p.pages);
    assert_eq!(refused(Document::Sheets(Vec::new())), Err(PrintError::Empty));
    assert_eq!(refused(Document::List(List::default())), Err(PrintError::Empty));
    assert_eq!(refused(Document::List(list(Tongue::En, 0, false))), Ok(1));
}
