//! The relay from outside: over sockets, on disk, as a program.
#![expect(clippy::unwrap_used, reason = "a test fails where something is not as it should be")]

mod acme;
mod archive;
mod backups;
mod balancer;
mod commands;
mod damage;
mod dashboard;
mod desk;
mod doctor;
mod doors;
mod erase;
mod files;
mod helper;
mod join;
mod mine;
mod office;
mod settings;
mod setup;
mod shared;
mod shut_out;
mod store;
mod tls;
