//! The relay from outside: over sockets, on disk, as a program.

mod doors;
mod helper;
