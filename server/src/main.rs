//! The relay and its commands.
fn main() {}
