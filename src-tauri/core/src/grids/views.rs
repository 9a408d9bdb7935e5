//! Saved views of a list: filter, order and columns under a name. A person has their own; who holds `views.share` makes
//! one for all who see the list, and changes those of others. Each person orders the tabs, and chooses the first one,
//! for themselves.

use super::store::{self, ViewRow, Written};
use crate::access::Need;
use crate::db::grid::{Filter, GridDef, Selection, Sort};
use crate::error::{Code, Error, Result};
use crate::history::Change;
use crate::kernel::{Label, Ms};
use crate::operation::{Cx, OpKind, Operation};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Shares views with all who see the list.
const SHARE: &str = "views.share";
/// More views of one list nobody finds again.
const MOST: i64 = 60;
/// The longest a view may be, as JSON.
const SPEC_MAX: usize = 60_000;
const WIDTHS: std::ops::RangeInclusive<u32> = 30..=2000;

/// One column of a view; its place is its place in the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ViewColumn {
    pub key: String,
    #[serde(default)]
    pub hide: bool,
    /// In pixels; by its kind when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub width: Option<u32>,
    /// Stays at the left.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub pin: bool,
}

/// What a view keeps.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ViewSpec {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub filter: Option<Filter>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Sort>>")]
    pub sort: Vec<Sort>,
    /// Columns in their order; none: as the list has them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<ViewColumn>>")]
    pub columns: Vec<ViewColumn>,
}

impl ViewSpec {
    /// Whether it filters or sorts by data of people: such a filter tells a telephone number or a name by itself.
    fn is_personal(&self, grid: &GridDef) -> bool {
        let mut keys: Vec<&str> = self.sort.iter().map(|s| s.key.as_str()).collect();
        if let Some(filter) = &self.filter {
            filter.each_field(&mut |field, _| keys.push(field));
        }
        let personal = |key: &str| grid.column(key).is_ok_and(|column| column.personal);
        keys.into_iter().any(personal)
    }
    /// Refuses what would be shown to others although it speaks of somebody.
    fn check_shared(&self, grid: &GridDef) -> Result<()> {
        match self.is_personal(grid) {
            true => Err(Error::new(Code::ViewPersonal).at("shared")),
            false => Ok(()),
        }
    }
}

/// A saved view as its tab shows it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SavedView {
    #[ts(as = "f64")]
    pub id: i64,
    #[ts(as = "f64")]
    pub version: i64,
    pub name: String,
    pub shared: bool,
    /// Whether this person may change it.
    pub editable: bool,
    pub owner_name: String,
    pub updated_at: Ms,
    pub updated_by: String,
    pub spec: ViewSpec,
}

/// The views of a list in this person's order.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ViewList {
    pub views: Vec<SavedView>,
    /// The one that the list opens with.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, as = "Option<f64>")]
    pub default_id: Option<i64>,
}

/// The list of that name, where this person may see it.
fn grid(cx: &Cx, name: &str) -> Result<GridDef> {
    let lists = cx.app.registry().lists();
    let list = lists
        .iter()
        .find(|l| l.def.name == name)
        .ok_or_else(|| Error::invalid("grid"))?;
    match list.needs {
        Need::Permission(needed) if !cx.actor()?.may(needed) => {
            Err(Error::new(Code::Forbidden).with("permission", needed))
        }
        _ => Ok(list.def),
    }
}

fn may_edit(cx: &Cx, row: &ViewRow) -> Result<bool> {
    let actor = cx.actor()?;
    Ok(if row.shared.0 {
        actor.may(SHARE)
    } else {
        row.owner_id == actor.id
    })
}

/// A view that this person may change. One that they do not even see is not there for them.
async fn editable(cx: &mut Cx, id: i64) -> Result<ViewRow> {
    let row = store::view(&mut cx.tx, id)
        .await?
        .ok_or_else(|| Error::not_found("view"))?;
    grid(cx, &row.grid)?;
    if may_edit(cx, &row)? {
        return Ok(row);
    }
    Err(if row.shared.0 {
        Error::new(Code::Forbidden).with("permission", SHARE)
    } else {
        Error::not_found("view")
    })
}

/// Refuses a name that this person would see twice.
async fn check_name(cx: &mut Cx, grid: &str, name: &str, but: i64) -> Result<Label> {
    let name = Label::parse("name", name)?;
    let user = cx.actor()?.id;
    if store::name_taken(&mut cx.tx, grid, name.as_str(), but, user).await? {
        return Err(Error::new(Code::AlreadyExists).at("name"));
    }
    Ok(name)
}

async fn answer(cx: &mut Cx, name: &str) -> Result<ViewList> {
    let grid = grid(cx, name)?;
    let actor = cx.actor()?;
    let (user, sees_personal) = (actor.id, actor.sees_personal());
    let rows = store::views(&mut cx.tx, name, user).await?;
    let (places, default_id) = store::choice(&mut cx.tx, user, name).await?;
    let mut views = Vec::new();
    for row in rows {
        let editable = may_edit(cx, &row)?;
        // A view of an older program may hold what this one does not read: it opens as the plain list.
        let spec: ViewSpec = serde_json::from_str(&row.spec).unwrap_or_default();
        // The list would refuse such a filter from this person, and must not tell what it looks for.
        if row.shared.0 && !sees_personal && spec.is_personal(&grid) {
            continue;
        }
        views.push(SavedView {
            id: row.id,
            version: row.version,
            shared: row.shared.0,
            editable,
            owner_name: row.owner_name,
            updated_at: row.updated_at,
            updated_by: row.updated_by,
            spec,
            name: row.name,
        });
    }
    let place = |id: i64| places.iter().position(|p| *p == id).unwrap_or(usize::MAX);
    views.sort_by_key(|view| place(view.id));
    let default_id = default_id.filter(|id| views.iter().any(|view| view.id == *id));
    Ok(ViewList { views, default_id })
}

/// The views of a list.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ViewsInput")]
#[serde(deny_unknown_fields)]
pub struct Views {
    grid: String,
}

impl Operation for Views {
    const NAME: &'static str = "views.list";
    const DOC: &'static str = "The saved views of a list: one's own and those that are shared.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["views"];
    type Output = ViewList;
    async fn run(&self, cx: &mut Cx) -> Result<ViewList> {
        answer(cx, &self.grid).await
    }
}

/// A new view, or (with id and version) another content for one.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SaveViewInput")]
#[serde(deny_unknown_fields)]
pub struct SaveView {
    grid: String,
    #[serde(default)]
    #[ts(optional, as = "Option<Option<f64>>")]
    id: Option<i64>,
    #[serde(default)]
    #[ts(optional, as = "Option<Option<f64>>")]
    version: Option<i64>,
    name: String,
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    shared: bool,
    spec: ViewSpec,
}

/// The view that was saved, among the others.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ViewSaved {
    #[ts(as = "f64")]
    pub id: i64,
    pub views: ViewList,
}

impl SaveView {
    /// Refuses columns that the list does not have and filters that it cannot read.
    async fn check_spec(&self, cx: &mut Cx, grid: &GridDef) -> Result<String> {
        let columns = self.spec.columns.iter().map(|c| c.key.as_str());
        for key in columns.chain(self.spec.sort.iter().map(|s| s.key.as_str())) {
            grid.column(key).map_err(|e| e.at("spec"))?;
        }
        let odd = |c: &ViewColumn| c.width.is_some_and(|w| !WIDTHS.contains(&w));
        if self.spec.columns.len() > grid.columns.len() || self.spec.columns.iter().any(odd) {
            return Err(Error::invalid("spec.columns"));
        }
        if self.shared {
            self.spec.check_shared(grid)?;
        }
        let actor = cx.actor()?.clone();
        let which = Selection::of(self.spec.filter.clone());
        // Reading no row reads the filter.
        grid.ids(&mut cx.tx, actor.viewer(cx.now), &which, i64::MAX, 1)
            .await?;
        let spec = serde_json::to_string(&self.spec)?;
        if spec.len() > SPEC_MAX {
            return Err(Error::new(Code::ValueTooLong)
                .with("max", SPEC_MAX as i64)
                .at("spec"));
        }
        Ok(spec)
    }
}

impl Operation for SaveView {
    const NAME: &'static str = "views.save";
    const DOC: &'static str =
        "Saves filter, order and columns of a list under a name; sharing needs a permission.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["views"];
    type Output = ViewSaved;
    async fn run(&self, cx: &mut Cx) -> Result<ViewSaved> {
        let grid = grid(cx, &self.grid)?;
        let actor = cx.actor()?.clone();
        if self.shared && !actor.may(SHARE) {
            return Err(Error::new(Code::Forbidden).with("permission", SHARE));
        }
        let name = check_name(cx, grid.name, &self.name, self.id.unwrap_or(0)).await?;
        let spec = self.check_spec(cx, &grid).await?;
        let view = Written {
            name: name.as_str().to_owned(),
            shared: self.shared,
            spec,
            at: cx.now,
            by: actor.name.clone(),
        };
        let id = match self.id {
            None => {
                if store::count_own(&mut cx.tx, grid.name, actor.id).await? >= MOST {
                    return Err(Error::new(Code::TooManyRows).with("max", MOST));
                }
                let id = store::insert(&mut cx.tx, grid.name, actor.id, view).await?;
                cx.changed(
                    Change::new("view", id, "created")
                        .with("grid", grid.name)
                        .with("name", name.as_str()),
                );
                id
            }
            Some(id) => {
                self.write_over(cx, id, view).await?;
                id
            }
        };
        let views = answer(cx, grid.name).await?;
        Ok(ViewSaved { id, views })
    }
}

impl SaveView {
    async fn write_over(&self, cx: &mut Cx, id: i64, view: Written) -> Result<()> {
        let before = editable(cx, id).await?;
        if before.grid != self.grid {
            return Err(Error::invalid("grid"));
        }
        let change = Change::new("view", id, "changed")
            .with("grid", self.grid.clone())
            .field("name", before.name, view.name.clone())
            .field("shared", before.shared.0, view.shared)
            .field("spec", before.spec, view.spec.clone());
        let version = self.version.unwrap_or(0);
        if !store::update(&mut cx.tx, id, version, view).await? {
            let error = Error::new(Code::StaleVersion).with("by", before.updated_by);
            return Err(error.with("at", before.updated_at.0));
        }
        cx.changed(change);
        Ok(())
    }
}

/// Another name for a view.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "RenameViewInput")]
#[serde(deny_unknown_fields)]
pub struct RenameView {
    #[ts(as = "f64")]
    id: i64,
    #[ts(as = "f64")]
    version: i64,
    name: String,
}

impl Operation for RenameView {
    const NAME: &'static str = "views.rename";
    const DOC: &'static str = "Gives a saved view another name.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["views"];
    type Output = ViewList;
    async fn run(&self, cx: &mut Cx) -> Result<ViewList> {
        let before = editable(cx, self.id).await?;
        let name = check_name(cx, &before.grid, &self.name, self.id).await?;
        let (by, at) = (cx.actor()?.name.clone(), cx.now);
        if !store::rename(&mut cx.tx, self.id, self.version, name.as_str(), at, &by).await? {
            return Err(Error::new(Code::StaleVersion));
        }
        cx.changed(
            Change::new("view", self.id, "changed")
                .with("grid", before.grid.clone())
                .field("name", before.name, name.as_str()),
        );
        answer(cx, &before.grid).await
    }
}

/// Shows a view to all who see its list, or to its owner alone again.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ShareViewInput")]
#[serde(deny_unknown_fields)]
pub struct ShareView {
    #[ts(as = "f64")]
    id: i64,
    #[ts(as = "f64")]
    version: i64,
    shared: bool,
}

impl Operation for ShareView {
    const NAME: &'static str = "views.share";
    const DOC: &'static str = "Shares a saved view with all who see its list, or takes it back.";
    const NEEDS: Need = Need::Permission(SHARE);
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["views"];
    type Output = ViewList;
    async fn run(&self, cx: &mut Cx) -> Result<ViewList> {
        let before = editable(cx, self.id).await?;
        if self.shared {
            let spec: ViewSpec = serde_json::from_str(&before.spec).unwrap_or_default();
            spec.check_shared(&grid(cx, &before.grid)?)?;
        }
        let view = Written {
            name: before.name.clone(),
            shared: self.shared,
            spec: before.spec.clone(),
            at: cx.now,
            by: cx.actor()?.name.clone(),
        };
        if !store::update(&mut cx.tx, self.id, self.version, view).await? {
            return Err(Error::new(Code::StaleVersion));
        }
        cx.changed(
            Change::new("view", self.id, "changed")
                .with("grid", before.grid.clone())
                .field("shared", before.shared.0, self.shared),
        );
        answer(cx, &before.grid).await
    }
}

/// A view that nobody needs any more.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "DeleteViewInput")]
#[serde(deny_unknown_fields)]
pub struct DeleteView {
    #[ts(as = "f64")]
    id: i64,
    #[ts(as = "f64")]
    version: i64,
}

impl Operation for DeleteView {
    const NAME: &'static str = "views.delete";
    const DOC: &'static str = "Deletes a saved view.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["views"];
    type Output = ViewList;
    async fn run(&self, cx: &mut Cx) -> Result<ViewList> {
        let before = editable(cx, self.id).await?;
        if !store::delete(&mut cx.tx, self.id, self.version).await? {
            return Err(Error::new(Code::StaleVersion));
        }
        cx.changed(
            Change::new("view", self.id, "deleted")
                .with("grid", before.grid.clone())
                .with("name", before.name)
                .with("spec", before.spec),
        );
        answer(cx, &before.grid).await
    }
}

/// The order of a list's views for this person, and the one that it opens with.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ReorderViewsInput")]
#[serde(deny_unknown_fields)]
pub struct ArrangeViews {
    grid: String,
    #[ts(as = "Vec<f64>")]
    ids: Vec<i64>,
    #[serde(default)]
    #[ts(optional, as = "Option<Option<f64>>")]
    default_id: Option<i64>,
}

impl Operation for ArrangeViews {
    const NAME: &'static str = "views.reorder";
    const DOC: &'static str =
        "Orders the tabs of a list for oneself, and chooses the one that it opens with.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["views"];
    type Output = ViewList;
    async fn run(&self, cx: &mut Cx) -> Result<ViewList> {
        grid(cx, &self.grid)?;
        let user = cx.actor()?.id;
        let seen = answer(cx, &self.grid).await?;
        let known = |id: &i64| seen.views.iter().any(|view| view.id == *id);
        if self.ids.len() > seen.views.len() || !self.ids.iter().chain(&self.default_id).all(known) {
            return Err(Error::not_found("view"));
        }
        store::choose(&mut cx.tx, user, &self.grid, &self.ids, self.default_id).await?;
        answer(cx, &self.grid).await
    }
}
