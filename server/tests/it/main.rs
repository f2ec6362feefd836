//! The relay from outside: over sockets, on disk, as a program.
#![expect(clippy::unwrap_used, reason = "a test fails where something is not as it should be")]

mod archive;
mod commands;
mod damage;
mod desk;
mod doors;
mod erase;
mod files;
mod helper;
mod join;
mod mine;
mod office;
mod shared;
mod shut_out;
mod store;
