//! Who may see a document: whom a comment may call.

use super::kind::{DocumentKind, StandIn};
use super::model::{People, Person};
use super::view::load;
use crate::access::{self, Need};
use crate::error::{Error, Result};
use crate::kernel::UserId;
use crate::operation::{Actor, Cx, OpKind, Operation};
use serde::Deserialize;
use std::marker::PhantomData;
use ts_rs::TS;

/// How many are offered, and how many are looked at to find them.
const OFFERED: usize = 8;
const LOOKED_AT: i64 = 60;

async fn may_see<D: DocumentKind>(cx: &mut Cx, person: &Actor, id: i64) -> Result<bool> {
    Ok(person.may(D::READ) && D::head(&mut cx.tx, &person.scope, id).await?.is_some())
}

/// The people that a comment names, each of whom may see the document.
///
/// # Errors
/// `value_invalid` at `mentions` for anybody else: whether such a person exists is not told.
pub(super) async fn named<D: DocumentKind>(cx: &mut Cx, id: i64, ids: &[UserId]) -> Result<Vec<Person>> {
    let mut people = Vec::new();
    for user in ids {
        let person = access::person(&mut cx.tx, *user).await?;
        let person = person.ok_or_else(|| Error::invalid("mentions"))?;
        if !may_see::<D>(cx, &person, id).await? {
            return Err(Error::invalid("mentions"));
        }
        let person = Person {
            id: person.id,
            name: person.name,
        };
        if !people.contains(&person) {
            people.push(person);
        }
    }
    Ok(people)
}

/// Input of `<kind>.people`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "PeopleInput", concrete(D = StandIn), bound = "")]
#[serde(deny_unknown_fields, bound = "")]
pub struct FindPeople<D: DocumentKind> {
    #[ts(as = "f64")]
    id: i64,
    /// The beginning or a part of a name or login; empty offers anybody.
    #[serde(default)]
    text: String,
    #[serde(skip)]
    #[ts(skip)]
    kind: PhantomData<D>,
}

impl<D: DocumentKind> Operation for FindPeople<D> {
    const NAME: &'static str = D::NAMES.people;
    const DOC: &'static str =
        "People who may see a document, by a part of their name: whom a comment may call.";
    const NEEDS: Need = Need::Permission(super::COMMENT);
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["users"];
    type Output = People;
    async fn run(&self, cx: &mut Cx) -> Result<People> {
        load::<D>(cx, self.id).await?;
        let own = cx.actor()?.id;
        let found = access::find_people(&mut cx.tx, self.text.trim(), LOOKED_AT).await?;
        let mut people = Vec::new();
        for person in found.into_iter().filter(|person| person.id != own) {
            if people.len() < OFFERED && may_see::<D>(cx, &person, self.id).await? {
                people.push(Person {
                    id: person.id,
                    name: person.name,
                });
            }
        }
        Ok(People { people })
    }
}
