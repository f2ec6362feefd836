//! Altering bytes: anywhere, inside of what is packed, and under a right checksum.

use std::io::Read;

use flate2::Compression;
use flate2::read::{DeflateDecoder, DeflateEncoder};
use sha2::{Digest, Sha256};

use crate::dice::Dice;

/// Numbers at the edges of what readers expect.
const EDGES: [u8; 8] = [0, 1, 2, 0x3F, 0x40, 0x7F, 0x80, 0xFF];
/// A LEB128 number near 2^64, which asks for everything.
const HUGE: [u8; 10] = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01];
/// The most alterations of one input.
const ALTERATIONS_MAX: usize = 6;
/// Magic, checksum, type.
const CHANGE_SUM: std::ops::Range<usize> = 4..8;
/// No altered input grows past this.
const BYTES_MAX: usize = 512 * 1024;

/// Alters bytes a few times.
pub(super) fn alter(bytes: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    // one alone gets deepest
    let alterations = if dice.once_in(2) { 1 } else { 1 + dice.below(ALTERATIONS_MAX) };
    for _ in 0..alterations {
        alter_once(bytes, other, dice);
    }
    bytes.truncate(BYTES_MAX);
}

fn alter_once(bytes: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    let at = dice.below(bytes.len());
    let some = 1 + dice.below(12);
    match dice.below(10) {
        0 => bytes.truncate(at),
        1 => bytes.splice(at..at, HUGE).for_each(drop),
        2 => drop(bytes.drain(at..(at + some).min(bytes.len()))),
        3 => {
            let part = bytes[at..(at + some).min(bytes.len())].to_vec();
            let to = dice.below(bytes.len());
            bytes.splice(to..to, part).for_each(drop);
        }
        4 => {
            let from = dice.below(other.len());
            let part = other[from..(from + some).min(other.len())].to_vec();
            let end = (at + part.len()).min(bytes.len());
            bytes.splice(at..end, part).for_each(drop);
        }
        _ => {
            let edge = dice.pick(&EDGES).copied().unwrap_or_default();
            let bit = 1 << dice.below(8);
            if let Some(byte) = bytes.get_mut(at) {
                *byte = match dice.below(4) {
                    0 => edge,
                    1 => byte.wrapping_add(1),
                    2 => byte.wrapping_sub(1),
                    _ => *byte ^ bit,
                };
            }
        }
    }
}

/// Alters what is inside of a chunk and deflates it again. Hashes and checksums are computed by
/// the reader, so they are right.
pub(super) fn alter_chunk(chunk: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let (mut body, other) = (inflated(chunk), inflated(other));
    alter(&mut body, &other, dice);
    let mut altered = chunk[..1].to_vec();
    // reading from memory does not fail
    let _all = DeflateEncoder::new(&body[..], Compression::fast()).read_to_end(&mut altered);
    altered
}

fn inflated(chunk: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    let deflated = chunk.get(1..).unwrap_or_default();
    // our own samples inflate
    let _all = DeflateDecoder::new(deflated).read_to_end(&mut body);
    body
}

/// Alters a change or a saved document behind its checksum and puts a right one there.
pub(super) fn alter_under_checksum(bytes: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    let head: Vec<u8> = bytes.drain(..CHANGE_SUM.end.min(bytes.len())).collect();
    alter(bytes, other, dice);
    let sum = Sha256::digest(&bytes[..]);
    let mut whole = head;
    if let Some(place) = whole.get_mut(CHANGE_SUM) {
        place.copy_from_slice(&sum[..4]);
    }
    whole.append(bytes);
    *bytes = whole;
}
