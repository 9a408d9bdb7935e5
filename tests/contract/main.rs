//! The contract between the core and its shells.
