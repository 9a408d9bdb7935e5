//! What every printed document shares: its page frame, its way through the press, and the file it becomes. What is on
//! the paper is said by the module that owns it; how it looks is decided in the crate `outpost-print`.

mod words;

pub use words::{NONE, Words, tone};

use crate::db::Tx;
use crate::error::{Error, Result};
use crate::files;
use crate::grids::FileRef;
use crate::history::Change;
use crate::jobs::JobCx;
use crate::settings;
use outpost_print::{Document, House, render};
use serde::Serialize;
use ts_rs::TS;

/// A finished document.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PrintReport {
    pub file: FileRef,
    #[ts(as = "f64")]
    pub pages: i64,
}

/// The press as one job finds it: the reader's words, and what stands on every page.
#[derive(Debug)]
pub struct Press {
    pub words: Words,
    house: House,
}

impl Press {
    /// # Errors
    /// A database error.
    pub async fn of(cx: &JobCx, tx: &mut Tx) -> Result<Self> {
        let set = settings::load(tx).await?;
        let words = Words::new(cx.locale, &set)?;
        let now = cx.now();
        let printed = [("at", &*words.date_time(now)), ("by", &*cx.actor.name)];
        // The numbers are filled in when the pages are set.
        let page_of = [("page", "{page}"), ("pages", "{pages}")];
        let house = House {
            workspace: set.workspace_name,
            language: words.language(),
            printed: words.text("prints:printed", &printed),
            page_of: words.text("prints:page_of", &page_of),
            at: words.moment(now),
        };
        Ok(Self { words, house })
    }

    /// Sets a document, keeps it as a file of the person together with what history tells of it, and says where it is.
    ///
    /// # Errors
    /// A fault of the press, `job_cancelled`, or a full disk.
    pub async fn print(
        &self,
        cx: &JobCx,
        document: Document,
        name: &str,
        change: Change,
    ) -> Result<PrintReport> {
        cx.progress("setting", 0, None)?;
        let house = self.house.clone();
        // Setting pages takes a processor for a while: not one of those that serve others.
        let set = tokio::task::spawn_blocking(move || render(document, &house)).await;
        let printed = set.map_err(Error::fault)?.map_err(Error::fault)?;
        cx.progress("setting", printed.pages as i64, Some(printed.pages as i64))?;
        let (id, path) = cx.app.files().fresh();
        std::fs::write(&path, &printed.pdf)?;
        // A name that every file system takes.
        let safe: String = name
            .chars()
            .map(|c| {
                if c.is_control() || "/\\:*?\"<>|".contains(c) {
                    ' '
                } else {
                    c
                }
            })
            .take(120)
            .collect();
        let name = format!("{}.pdf", safe.trim());
        let bytes = files::note_told(cx, &id, &name, change).await?;
        Ok(PrintReport {
            file: FileRef {
                file: id,
                name,
                bytes,
            },
            pages: printed.pages as i64,
        })
    }
}
