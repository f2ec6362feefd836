//! The real relay over real sockets.
#![expect(clippy::unwrap_used, reason = "a test says what it found")]

mod doors;
mod hardship;
mod killed;
mod strangers;
