//! Values without IO: identities, money, instants and days. They refuse what cannot be when they are parsed, so
//! that rules and SQL never meet it.

mod clock;
mod coordinates;
mod ids;
mod money;
mod period;
mod text;

pub use clock::Clock;
pub use coordinates::{CoordinateSystem, Position};
pub use ids::*;
pub use money::{Currency, Minor, split_evenly};
pub use period::{DAY_MS, Day, DayOf, Ms, Zone};
pub use text::{Flag, Label, Login, code, phone, place};
