//! What can be imported of the network: regions, outlets, engineers.

use super::store;
use super::synonyms as words;
use crate::imports::{MasterField, MasterImport, MasterSpec, MasterType, nothing};
use crate::operation::Registry;

const fn field(
    key: &'static str,
    column: &'static str,
    holds: MasterType,
    synonyms: &'static [&'static str],
) -> MasterField {
    MasterField {
        key,
        column,
        holds,
        required: false,
        synonyms,
        choices: &[],
    }
}

const fn required(field: MasterField) -> MasterField {
    MasterField {
        required: true,
        ..field
    }
}

const CODE: MasterField = required(field("code", "code", MasterType::Text, words::CODE));
const NAME: MasterField = required(field("name", "name", MasterType::Text, words::NAME));

pub(super) fn register(registry: &mut Registry) {
    registry.import(MasterImport(regions()));
    registry.import(MasterImport(outlets()));
    registry.import(MasterImport(engineers()));
}

fn regions() -> MasterSpec {
    MasterSpec {
        kind: "regions",
        table: "regions",
        needs: "masters.import",
        tags: &["regions", "outlets", "import_batches"],
        fields: const {
            &[
                CODE,
                NAME,
                field(
                    "parent",
                    "parent_id",
                    MasterType::Reference("regions"),
                    words::PARENT,
                ),
            ]
        },
        created_at: false,
        settle: |tx| Box::pin(store::settle_paths(tx)),
    }
}

fn outlets() -> MasterSpec {
    MasterSpec {
        kind: "outlets",
        table: "outlets",
        needs: "masters.import",
        tags: &["outlets", "import_batches"],
        fields: const {
            &[
                CODE,
                NAME,
                MasterField {
                    choices: words::OUTLET_KINDS,
                    ..field("kind", "kind", MasterType::Text, words::KIND)
                },
                field("level", "level", MasterType::Text, words::LEVEL),
                field(
                    "region",
                    "region_id",
                    MasterType::Reference("regions"),
                    words::REGION,
                ),
                field("phone", "phone", MasterType::Text, words::PHONE),
                field("address", "address", MasterType::Text, words::ADDRESS),
                field("latitude", "latitude", MasterType::Degrees(90), words::LATITUDE),
                field(
                    "longitude",
                    "longitude",
                    MasterType::Degrees(180),
                    words::LONGITUDE,
                ),
                MasterField {
                    choices: words::SYSTEMS,
                    ..field(
                        "coordinate_system",
                        "coordinate_system",
                        MasterType::Text,
                        words::SYSTEM,
                    )
                },
                field("active", "active", MasterType::Flag, words::ACTIVE),
            ]
        },
        created_at: true,
        settle: |tx| Box::pin(store::settle_paths(tx)),
    }
}

fn engineers() -> MasterSpec {
    MasterSpec {
        kind: "engineers",
        table: "engineers",
        needs: "masters.import",
        tags: &["engineers", "import_batches"],
        fields: const {
            &[
                CODE,
                NAME,
                required(field(
                    "outlet",
                    "outlet_id",
                    MasterType::Reference("outlets"),
                    words::OUTLET,
                )),
                field("phone", "phone", MasterType::Text, words::PHONE),
                field("skills", "skills", MasterType::Text, words::SKILLS),
                field("active", "active", MasterType::Flag, words::ACTIVE),
            ]
        },
        created_at: true,
        settle: nothing,
    }
}
