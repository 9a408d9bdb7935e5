//! The server shell, in process.
