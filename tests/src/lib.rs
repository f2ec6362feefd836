//! Whole-system tests of Paguyuban: the headless phone and the simulated district.
//!
//! In reading order: [`disk`] is what a phone keeps; [`district`] plays stories of phones, tabs, a
//! relay, its database and a network in which everything breaks, from one seed of [`dice`];
//! [`phone`] goes through the real doors, [`relay`] starts the real program, and
//! [`office`] puts both together; [`fuzz`] feeds what nobody should send, [`forge`] what nobody
//! should write, and [`siege`] does both for a while; [`admission`] writes it in sequences of any
//! length; [`poison`] puts into a store what earlier releases took; [`doubts`] lets people write in one text at once; [`protocol`] makes the tables of the
//! protocol.

pub mod admission;
pub mod dice;
pub mod disk;
pub mod district;
pub mod doubts;
pub mod forge;
pub mod fuzz;
pub mod office;
pub mod phone;
pub mod poison;
pub mod protocol;
pub mod relay;
pub mod siege;
mod unfit;
mod writer;
