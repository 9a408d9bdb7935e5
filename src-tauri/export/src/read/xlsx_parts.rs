//! What an XLSX workbook says before its sheets: where they are, shared strings, formats of cells, date system.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::SheetName;
use super::number_format::{builtin_is_date, code_is_date};
use super::package::Package;
use super::xml::attribute;
use crate::error::{ReadCode, ReadError};
use crate::limits::Limits;

struct Sheet {
    name: String,
    part: String,
    visible: bool,
}

/// The workbook around the sheets.
pub(crate) struct Workbook {
    pub(crate) package: Package,
    sheets: Vec<Sheet>,
    pub(crate) strings: Strings,
    /// By cell format: whether it shows a date.
    pub(crate) date_formats: Vec<bool>,
    pub(crate) date_1904: bool,
}

/// All shared strings in one piece of memory.
#[derive(Default)]
pub(crate) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    pub(crate) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = if index == 0 {
            0
        } else {
            self.ends[index - 1] as usize
        };
        self.text.get(start..end)
    }
}

/// One line of a `.rels` part.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

impl Workbook {
    pub(crate) fn open(package: Package, limits: &Limits) -> Result<Self, ReadError> {
        let main = main_part(&package)?;
        let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let file = main.rsplit('/').next().unwrap_or(&main).to_owned();
        let relations = relations(&package, &join(&folder, &format!("_rels/{file}.rels")))?;
        let part = |relation: &Relation| join(&folder, &relation.target);
        let of_kind = |kind: &str| relations.iter().find(|r| r.kind.ends_with(kind)).map(part);

        let (listed, date_1904) = listed_sheets(&package, &main, limits)?;
        let sheets = listed
            .into_iter()
            .filter_map(|(name, id, visible)| {
                let relation = relations.iter().find(|r| r.id == id)?;
                let is_sheet = relation.kind.ends_with("/worksheet");
                is_sheet.then(|| Sheet {
                    name,
                    part: part(relation),
                    visible,
                })
            })
            .collect();
        let present = |name: Option<String>| name.filter(|name| package.find(name).is_some());
        let strings = match present(of_kind("/sharedStrings")) {
            Some(name) => shared_strings(&package, &name, limits)?,
            None => Strings::default(),
        };
        let date_formats = match present(of_kind("/styles")) {
            Some(name) => date_formats(&package, &name)?,
            None => Vec::new(),
        };
        Ok(Self {
            package,
            sheets,
            strings,
            date_formats,
            date_1904,
        })
    }

    pub(crate) fn sheet_names(&self) -> Vec<SheetName> {
        let name = |sheet: &Sheet| SheetName {
            name: sheet.name.clone(),
            visible: sheet.visible,
        };
        self.sheets.iter().map(name).collect()
    }

    pub(crate) fn sheet_part(&self, name: &str) -> Result<&str, ReadError> {
        let sheet = self.sheets.iter().find(|sheet| sheet.name == name);
        let unknown = || ReadError::new(ReadCode::UnknownSheet).with("sheet", name);
        sheet.map(|sheet| sheet.part.as_str()).ok_or_else(unknown)
    }
}

/// The workbook part, by the relations of the package; where those are missing, where everybody puts it.
fn main_part(package: &Package) -> Result<String, ReadError> {
    let root = if package.find("_rels/.rels").is_some() {
        relations(package, "_rels/.rels")?
    } else {
        Vec::new()
    };
    let office = root
        .iter()
        .find(|relation| relation.kind.ends_with("/officeDocument"));
    let main = office.map_or("xl/workbook.xml".to_owned(), |relation| {
        join("", &relation.target)
    });
    if package.find(&main).is_none() {
        return Err(ReadError::not_a_table("zip"));
    }
    Ok(main)
}

fn relations(package: &Package, name: &str) -> Result<Vec<Relation>, ReadError> {
    let mut xml = package.xml(name)?;
    let mut found = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(e) if e.local_name().as_ref() == "Relationship" => {
                let text = |name| attribute(&e, name).map(Option::unwrap_or_default);
                found.push(Relation {
                    id: text("Id")?,
                    kind: text("Type")?,
                    target: text("Target")?,
                });
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// A target is relative to the folder of its part, or begins at the root of the package.
fn join(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

type Listed = (String, String, bool);

/// Name, relation and visibility of the sheets, and whether days count from 1904.
fn listed_sheets(package: &Package, main: &str, limits: &Limits) -> Result<(Vec<Listed>, bool), ReadError> {
    let mut xml = package.xml(main)?;
    let (mut sheets, mut date_1904) = (Vec::new(), false);
    loop {
        match xml.next()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "workbookPr" => {
                    date_1904 = matches!(attribute(&e, "date1904")?.as_deref(), Some("1" | "true" | "on"));
                }
                "sheet" => {
                    let text = |name| attribute(&e, name).map(Option::unwrap_or_default);
                    let visible = !matches!(text("state")?.as_str(), "hidden" | "veryHidden");
                    sheets.push((text("name")?, text("id")?, visible));
                    if sheets.len() > limits.sheets {
                        return Err(ReadError::too_large("sheets", limits.sheets as u64));
                    }
                }
                _ => {}
            },
            Event::Eof => return Ok((sheets, date_1904)),
            _ => {}
        }
    }
}

fn shared_strings(package: &Package, name: &str, limits: &Limits) -> Result<Strings, ReadError> {
    let mut xml = package.xml(name)?;
    let mut strings = Strings::default();
    let max = limits.shared_string_bytes.min(u32::MAX as usize);
    let mut one = String::new();
    // The count that the part claims is not believed: memory grows only with what really comes.
    loop {
        match xml.next()? {
            Event::Start(e) if e.local_name().as_ref() == "si" => {
                one.clear();
                // Readings of characters (furigana, pinyin) stand beside the text, not in it.
                xml.text_into(&mut one, "rPh", limits.record_bytes)?;
                push_unescaped(&one, &mut strings.text);
                strings.ends.push(strings.text.len() as u32);
                if strings.text.len() + strings.ends.len() * size_of::<u32>() > max {
                    return Err(ReadError::too_large("shared_string_bytes", max as u64));
                }
            }
            Event::Eof => return Ok(strings),
            _ => {}
        }
    }
}

/// Control characters stand as `_x000D_` in the XML of a workbook.
pub(crate) fn push_unescaped(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest
            .get(at + 2..at + 6)
            .filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
        let closed = rest.as_bytes().get(at + 6) == Some(&b'_');
        let char = code
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
            .and_then(char::from_u32);
        match char.filter(|char| closed && *char != '\0') {
            Some(char) => {
                out.push_str(&rest[..at]);
                out.push(char);
                rest = &rest[at + 7..];
            }
            None => {
                out.push_str(&rest[..at + 2]);
                rest = &rest[at + 2..];
            }
        }
    }
    out.push_str(rest);
}

/// For each cell format, whether it shows a date.
fn date_formats(package: &Package, name: &str) -> Result<Vec<bool>, ReadError> {
    let mut xml = package.xml(name)?;
    let mut own: HashMap<u32, bool> = HashMap::new();
    let (mut formats, mut inside) = (Vec::new(), false);
    loop {
        match xml.next()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "numFmt" => {
                    let id = attribute(&e, "numFmtId")?.and_then(|id| id.parse().ok());
                    let code = attribute(&e, "formatCode")?.unwrap_or_default();
                    if let Some(id) = id {
                        own.insert(id, code_is_date(&code));
                    }
                }
                "cellXfs" => inside = true,
                "xf" if inside => {
                    let id: u32 = attribute(&e, "numFmtId")?
                        .and_then(|id| id.parse().ok())
                        .unwrap_or(0);
                    formats.push(own.get(&id).copied().unwrap_or_else(|| builtin_is_date(id)));
                }
                _ => {}
            },
            Event::End(e) if e.local_name().as_ref() == "cellXfs" => inside = false,
            Event::Eof => return Ok(formats),
            _ => {}
        }
    }
}
