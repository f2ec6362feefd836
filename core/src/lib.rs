//! Paguyuban's core: documents, frames, the phone's side and the relay's side.
//!
//! In reading order: [`id`] names things; [`document`] is what people write, with [`conflict`] for
//! where they disagree; [`chunk`] packs changes for the wire and the log; [`frame`] is what is said
//! on a link; [`signature`] proves who said it;
//! [`replica`] is the phone's side; [`access`] says who may do what; [`vet`] tries
//! changes out before anyone gets them; [`relay`] is the relay's side.
//!
//! What holds everywhere here:
//! - No IO, no clock, no randomness: the host gives bytes, times and ids. `clippy.toml` bans the rest.
//! - No iteration order of a hash map reaches a byte.
//! - Bytes from the network never panic, hang, or allocate without a limit. The one exception,
//!   applying changes to a document, is fenced by [`vet::Trial`] on the relay, and a phone only
//!   ever gets what the relay has applied.
//! - Nothing is told to anyone before it is stored: [`replica::Effect::Append`] comes before what
//!   follows from it, and `Stored` and `Changed` come out of [`relay::Relay::stored`] alone.
//! - Link state is born on connect and dies on disconnect.

pub mod access;
pub mod chunk;
pub mod conflict;
pub mod document;
pub mod frame;
pub mod id;
pub mod limits;
pub mod mark;
#[cfg(test)]
mod rehearsal;
pub mod relay;
pub mod replica;
pub mod signature;
pub mod vet;
