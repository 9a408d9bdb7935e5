//! The fields of an imported work order, and the header words that mean them.

use crate::work_orders::synonyms;
use outpost_export::{FieldKind, FieldSpec};

/// Places of the fields in the list that [`fields`] answers.
pub(super) const EXTERNAL: usize = 0;
pub(super) const OPENED: usize = 1;
pub(super) const DUE: usize = 2;
pub(super) const RESPONSE_DUE: usize = 3;
pub(super) const RESPONDED: usize = 4;
pub(super) const ARRIVED: usize = 5;
pub(super) const COMPLETED: usize = 6;
pub(super) const CLOSED: usize = 7;
pub(super) const STATE: usize = 8;
pub(super) const KIND: usize = 9;
pub(super) const PRIORITY: usize = 10;
pub(super) const CATEGORY: usize = 11;
pub(super) const PRODUCT: usize = 12;
pub(super) const OUTLET: usize = 13;
pub(super) const CUSTOMER: usize = 14;
pub(super) const CONTACT: usize = 15;
pub(super) const PHONE: usize = 16;
pub(super) const ADDRESS: usize = 17;
pub(super) const LATITUDE: usize = 18;
pub(super) const LONGITUDE: usize = 19;
pub(super) const DESCRIPTION: usize = 20;
pub(super) const COST: usize = 21;
pub(super) const VERDICT: usize = 22;
pub(super) const SYSTEM: usize = 23;

pub(super) fn fields() -> Vec<FieldSpec> {
    let field = FieldSpec::new;
    vec![
        field("external_number", FieldKind::Text)
            .required()
            .synonyms(synonyms::EXTERNAL),
        field("opened_at", FieldKind::Date)
            .required()
            .synonyms(synonyms::OPENED),
        field("due_at", FieldKind::Date).synonyms(synonyms::DUE),
        field("response_due_at", FieldKind::Date).synonyms(synonyms::RESPONSE_DUE),
        field("responded_at", FieldKind::Date).synonyms(synonyms::RESPONDED),
        field("arrived_at", FieldKind::Date).synonyms(synonyms::ARRIVED),
        field("completed_at", FieldKind::Date).synonyms(synonyms::COMPLETED),
        field("closed_at", FieldKind::Date).synonyms(synonyms::CLOSED),
        choices("state", synonyms::STATES).synonyms(synonyms::STATE),
        choices("kind", synonyms::KINDS).synonyms(synonyms::KIND),
        choices("priority", synonyms::PRIORITIES).synonyms(synonyms::PRIORITY),
        field("category", FieldKind::Text).synonyms(synonyms::CATEGORY),
        field("product_name", FieldKind::Text).synonyms(synonyms::PRODUCT),
        field("outlet", FieldKind::Text).synonyms(synonyms::OUTLET),
        field("customer", FieldKind::Text).synonyms(synonyms::CUSTOMER),
        field("contact_name", FieldKind::Text).synonyms(synonyms::CONTACT),
        field("contact_phone", FieldKind::Text).synonyms(synonyms::PHONE),
        field("address", FieldKind::Text).synonyms(synonyms::ADDRESS),
        field("latitude", FieldKind::Number).synonyms(synonyms::LATITUDE),
        field("longitude", FieldKind::Number).synonyms(synonyms::LONGITUDE),
        field("description", FieldKind::Text).synonyms(synonyms::DESCRIPTION),
        field("cost", FieldKind::Money).synonyms(synonyms::COST),
        field("source_verdict", FieldKind::Text).synonyms(synonyms::VERDICT),
        choices("coordinate_system", synonyms::SYSTEMS).synonyms(synonyms::SYSTEM),
    ]
}

fn choices(key: &str, words: &[(&str, &[&str])]) -> FieldSpec {
    let spec = FieldSpec::new(key, FieldKind::Choice);
    words.iter().fold(spec, |spec, (code, words)| {
        spec.choice(code, words.iter().copied())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_places_name_their_fields() {
        let fields = fields();
        let named = [
            (EXTERNAL, "external_number"),
            (OPENED, "opened_at"),
            (DUE, "due_at"),
            (RESPONSE_DUE, "response_due_at"),
            (RESPONDED, "responded_at"),
            (ARRIVED, "arrived_at"),
            (COMPLETED, "completed_at"),
            (CLOSED, "closed_at"),
            (STATE, "state"),
            (KIND, "kind"),
            (PRIORITY, "priority"),
            (CATEGORY, "category"),
            (PRODUCT, "product_name"),
            (OUTLET, "outlet"),
            (CUSTOMER, "customer"),
            (CONTACT, "contact_name"),
            (PHONE, "contact_phone"),
            (ADDRESS, "address"),
            (LATITUDE, "latitude"),
            (LONGITUDE, "longitude"),
            (DESCRIPTION, "description"),
            (COST, "cost"),
            (VERDICT, "source_verdict"),
            (SYSTEM, "coordinate_system"),
        ];
        assert_eq!(named.len(), fields.len());
        for (place, key) in named {
            assert_eq!(fields[place].key, key);
        }
    }
}
