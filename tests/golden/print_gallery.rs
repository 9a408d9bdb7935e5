//! Prints the sample documents into a folder, in both languages, to be looked at; says how long each took.

mod print_samples;

use outpost_print::{Document, render};
use print_samples::{FAULT, Tongue, house, list, report, sheet, slides};
use std::path::PathBuf;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "shots/papers".into()));
    std::fs::create_dir_all(&folder)?;
    for (tongue, name) in [(Tongue::Zh, "zh"), (Tongue::En, "en")] {
        let documents = [
            ("sheet", Document::Sheets(vec![sheet(tongue, FAULT)])),
            ("bulk", Document::Sheets(vec![sheet(tongue, FAULT); 50])),
            ("report", Document::Sheets(vec![report(tongue)])),
            ("list", Document::List(list(tongue, 60, false))),
            ("wide", Document::List(list(tongue, 60, true))),
            ("thousand", Document::List(list(tongue, 1000, true))),
            ("slides", Document::Slides(slides(tongue))),
        ];
        for (kind, document) in documents {
            let start = Instant::now();
            let printed = render(document, &house(tongue))?;
            let bytes = printed.pdf.len();
            println!(
                "{kind}_{name}: {} pages, {bytes} bytes, {:?}",
                printed.pages,
                start.elapsed()
            );
            std::fs::write(folder.join(format!("{kind}_{name}.pdf")), printed.pdf)?;
        }
    }
    Ok(())
}
