//! Outlets, engineers and regions: looked at, added and changed one by one. Imports do the same for many at once.

mod engineer;
mod outlet;
mod region;
mod store;

use crate::access::Need;
use crate::error::{Code, Error, Result};
use crate::kernel;
use crate::operation::{Cx, Registry};

pub(super) fn register(registry: &mut Registry) {
    registry.add::<outlet::GetOutlet>();
    registry.add::<outlet::CreateOutlet>();
    registry.add::<outlet::UpdateOutlet>();
    registry.add::<engineer::GetEngineer>();
    registry.add::<engineer::CreateEngineer>();
    registry.add::<engineer::UpdateEngineer>();
    registry.add::<region::GetRegion>();
    registry.add::<region::CreateRegion>();
    registry.add::<region::UpdateRegion>();
}

const READ: Need = Need::Permission("masters.read");
const MANAGE: Need = Need::Permission("masters.manage");

/// The number to keep: what was written, or what stands there where the person cannot see it.
fn kept(cx: &Cx, written: Option<&str>, stands: Option<String>) -> Result<Option<String>> {
    match cx.actor()?.sees_personal() {
        true => kernel::phone("phone", written),
        false => Ok(stands),
    }
}

fn taken(code: String) -> Error {
    Error::new(Code::AlreadyExists).with("value", code).at("code")
}
