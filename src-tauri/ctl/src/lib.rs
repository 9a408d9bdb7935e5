//! The headless shell of Outpost: one program for administrators, schedulers, tests and integrations.
