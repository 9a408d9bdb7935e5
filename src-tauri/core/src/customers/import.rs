//! Importing customers.

use super::synonyms as words;
use crate::imports::{MasterField, MasterImport, MasterSpec, MasterType, nothing};
use crate::operation::Registry;

const fn field(key: &'static str, holds: MasterType, synonyms: &'static [&'static str]) -> MasterField {
    MasterField {
        key,
        column: key,
        holds,
        required: false,
        synonyms,
        choices: &[],
    }
}

pub(super) fn register(registry: &mut Registry) {
    registry.import(MasterImport(MasterSpec {
        kind: "customers",
        table: "customers",
        needs: "masters.import",
        tags: &["customers", "import_batches"],
        fields: const {
            &[
                MasterField {
                    required: true,
                    ..field("code", MasterType::Text, words::CODE)
                },
                MasterField {
                    required: true,
                    ..field("name", MasterType::Text, words::NAME)
                },
                MasterField {
                    choices: words::KINDS,
                    ..field("kind", MasterType::Text, words::KIND)
                },
                field("tier", MasterType::Text, words::TIER),
                field("phone", MasterType::Text, words::PHONE),
                field("address", MasterType::Text, words::ADDRESS),
                field("latitude", MasterType::Degrees(90), words::LATITUDE),
                field("longitude", MasterType::Degrees(180), words::LONGITUDE),
                MasterField {
                    choices: words::SYSTEMS,
                    ..field("coordinate_system", MasterType::Text, words::SYSTEM)
                },
            ]
        },
        created_at: true,
        settle: nothing,
    }));
}
