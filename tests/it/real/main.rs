//! The real relay over real sockets.
#![expect(clippy::unwrap_used, reason = "a test says what it found")]

mod access;
mod carried;
mod doors;
mod erasure;
mod feed;
mod feed_scene;
mod files;
mod files_kept;
mod foreign;
mod forgery;
mod founding;
mod hardship;
mod hostile;
mod killed;
mod siege;
mod strangers;
