//! The real relay over real sockets.

mod doors;
mod hardship;
mod killed;
