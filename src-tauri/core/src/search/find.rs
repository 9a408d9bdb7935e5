//! `search.find`: one box for everything that a person may see.

use super::store;
use super::words::{self, Word};
use crate::access::Need;
use crate::db::grid::{Found, GridDef, GridQuery};
use crate::error::{Code, Error, Result};
use crate::operation::{Cx, List, OpKind, Operation};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use ts_rs::TS;

/// Input of `search.find`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SearchInput")]
#[serde(deny_unknown_fields)]
pub struct Find {
    text: String,
    /// Hits of each kind, at most; 6 when nothing is said.
    #[serde(default)]
    #[ts(optional = nullable)]
    limit: Option<u32>,
}

/// A record that was found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Hit {
    /// `work_order`, `customer`, `outlet`, `engineer`, `user` …
    pub kind: String,
    #[ts(as = "f64")]
    pub id: i64,
    /// Its number or name.
    pub title: String,
    /// What else tells it apart; personal data as masked as in its list.
    pub detail: String,
    /// The column that the search met; its heading stands under `grid:<kind>s.columns.<key>`.
    pub matched: String,
}

/// What was found, kind after kind in the order of the modules.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Hits {
    pub hits: Vec<Hit>,
    /// Rows are still being read for the search: initials of new names may not be known yet.
    pub indexing: bool,
}

const USUAL: u32 = 6;
const MOST: u32 = 50;
/// Columns that say what a record is, the most telling first.
const TITLES: [&str; 3] = ["number", "name", "code"];
const DETAILS: [&str; 9] = [
    "external_number",
    "customer_name",
    "contact_name",
    "product_name",
    "outlet_name",
    "region_name",
    "code",
    "login",
    "phone",
];
const DETAILS_SHOWN: usize = 3;

impl Operation for Find {
    const NAME: &'static str = "search.find";
    const DOC: &'static str = "Records by a fragment of a number, a telephone's last digits, words, two Chinese characters or initials.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["work_orders", "customers", "outlets", "engineers", "users"];
    type Output = Hits;
    async fn run(&self, cx: &mut Cx) -> Result<Hits> {
        let limit = self.limit.unwrap_or(USUAL);
        if !(1..=MOST).contains(&limit) {
            let error = Error::new(Code::NumberOutOfRange)
                .with("min", 1)
                .with("max", MOST);
            return Err(error.at("limit"));
        }
        let mut answer = Hits {
            hits: Vec::new(),
            indexing: false,
        };
        if !says_enough(&self.text) {
            return Ok(answer);
        }
        let actor = cx.actor()?.clone();
        let may = |list: &&List| match list.needs {
            Need::Permission(needed) => actor.may(needed),
            _ => true,
        };
        let lists: Vec<List> = cx
            .app
            .registry()
            .lists()
            .iter()
            .rev()
            .filter(may)
            .copied()
            .collect();
        for list in lists.iter().filter(|l| l.def.found().next().is_some()) {
            let query = GridQuery {
                text: Some(self.text.clone()),
                limit: i64::from(limit),
                ..GridQuery::default()
            };
            let page = list.def.page(&mut cx.tx, actor.viewer(cx.now), &query).await?;
            let words = words::words(&self.text, false);
            answer
                .hits
                .extend(page.rows.iter().map(|row| hit(&list.def, row, &words)));
            answer.indexing |= store::count_waiting(&mut cx.tx, &list.def).await? > 0;
        }
        Ok(answer)
    }
}

/// One letter or digit alone would find nearly everything.
fn says_enough(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() > 1 || !text.is_ascii()
}

fn text_of<'r>(row: &'r Map<String, Json>, key: &str) -> Option<&'r str> {
    row.get(key)
        .and_then(Json::as_str)
        .filter(|text| !text.is_empty())
}

fn hit(grid: &GridDef, row: &Map<String, Json>, words: &[Word]) -> Hit {
    let title = TITLES
        .iter()
        .find_map(|key| text_of(row, key))
        .unwrap_or_default();
    let mut details: Vec<&str> = Vec::new();
    for text in DETAILS.iter().filter_map(|key| text_of(row, key)) {
        if text != title && !details.contains(&text) && details.len() < DETAILS_SHOWN {
            details.push(text);
        }
    }
    let met = |key: &str, found: Found| {
        text_of(row, key).is_some_and(|text| words.iter().any(|word| meets(text, found, word)))
    };
    let matched = grid.found().find(|(column, found)| met(column.key, *found));
    Hit {
        kind: grid.name.strip_suffix('s').unwrap_or(grid.name).to_owned(),
        id: row.get("id").and_then(Json::as_i64).unwrap_or_default(),
        title: title.to_owned(),
        detail: details.join(" · "),
        matched: matched.map_or("", |(column, _)| column.key).to_owned(),
    }
}

fn meets(text: &str, found: Found, word: &Word) -> bool {
    let has = |part: &Option<String>, whole: &dyn Fn(&str) -> bool| part.as_deref().is_some_and(whole);
    match found {
        Found::Tail => has(&word.tail, &|tail| words::digits(text).ends_with(tail)),
        Found::Text => has(&word.fragment, &|part| text.to_lowercase().contains(part)),
        Found::Name => {
            has(&word.fragment, &|part| text.to_lowercase().contains(part))
                || has(&word.initials, &|part| {
                    words::initials(text).is_some_and(|i| i.split(' ').any(|r| r.contains(part)))
                })
        }
    }
}
