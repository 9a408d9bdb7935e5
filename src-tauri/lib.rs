//! The desktop shell: one window, one person, one backend behind it.
//!
//! The shell holds no logic of the business. It opens a workspace folder ([`desktop::backend`]) or connects to a team
//! server ([`desktop::remote`]), keeps the session's token where the page cannot read it ([`desktop::shell`]), and
//! carries every operation through one command, `call` ([`desktop::commands`]).

pub mod desktop;

pub use desktop::window::run;
