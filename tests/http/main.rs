//! The server shell, in process: what the web adds to the operations, and what it must never let through.

mod answers;
mod attachments;
mod files;
mod notices;
mod pages;
mod server;
mod socket;
mod tls;
