//! All that a template can reach: the templates themselves, the document's data and its drawings. No network, no file
//! system, no clock, no packages.

use crate::fonts::Fonts;
use std::collections::HashMap;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

const TEMPLATES: [(&str, &str); 4] = [
    ("house.typ", include_str!("../typ/house.typ")),
    ("sheets.typ", include_str!("../typ/sheets.typ")),
    ("list.typ", include_str!("../typ/list.typ")),
    ("slides.typ", include_str!("../typ/slides.typ")),
];

/// The only place from which a document is made.
pub(crate) struct Desk {
    library: LazyHash<Library>,
    fonts: &'static Fonts,
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
}

impl Desk {
    /// A desk with `files` on it, to make the document that `template` describes.
    pub fn new(fonts: &'static Fonts, template: &str, files: Vec<(String, Vec<u8>)>) -> Self {
        let sources = TEMPLATES.iter().filter_map(|(name, text)| {
            let id = id(name)?;
            Some((id, Source::new(id, (*text).to_owned())))
        });
        let begin = format!("#import \"/{template}.typ\": document-of\n#document-of(json(\"/data.json\"))\n");
        let main = Source::detached(begin);
        Self {
            library: LazyHash::new(Library::default()),
            fonts,
            main: main.id(),
            sources: sources.chain([(main.id(), main.clone())]).collect(),
            files: files
                .into_iter()
                .filter_map(|(name, bytes)| Some((id(&name)?, Bytes::new(bytes))))
                .collect(),
        }
    }
}

fn id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_with_slash().into())
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }
    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }
    fn main(&self) -> FileId {
        self.main
    }
    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or_else(|| missing(id))
    }
    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| missing(id))
    }
    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.faces.get(index).cloned()
    }
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
