//! Documents, frames, the phone's side and the relay's side. No IO, no clock, no dice.
pub mod conflict;
pub mod document;
pub mod id;
