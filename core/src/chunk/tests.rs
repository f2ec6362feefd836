use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, AutoCommit, ObjType, ROOT, ReadDoc};
use proptest::prelude::*;

use super::*;

/// A document with `edits` changes by two actors, some of them concurrent.
fn document(edits: &[(u8, u8)]) -> AutoCommit {
    let mut doc = AutoCommit::new().with_actor(ActorId::from([1_u8; 16]));
    let text = doc.put_object(ROOT, "body", ObjType::Text).unwrap();
    doc.commit();
    let mut other = doc.fork().with_actor(ActorId::from([2_u8; 16]));
    for (at, (what, value)) in edits.iter().enumerate() {
        let editing = if what % 2 == 0 { &mut doc } else { &mut other };
        match what % 5 {
            0 => editing.put(ROOT, format!("f{}", value % 7), i64::from(*value)).unwrap(),
            1 => editing.put(ROOT, format!("f{}", value % 7), "rapat koordinasi").unwrap(),
            2 => {
                let end = editing.length(&text);
                editing
                    .splice_text(&text, usize::from(*value).min(end), 0, "Siskeudes 🌾 ")
                    .unwrap();
            }
            3 => {
                let record = editing.put_object(ROOT, format!("r{value}"), ObjType::Map).unwrap();
                editing.put(&record, "on", true).unwrap();
            }
            _ => {
                let delete = editing.length(&text).min(2);
                editing.splice_text(&text, 0, delete as isize, "").unwrap();
            }
        }
        editing.commit_with(CommitOptions::default().with_time(1_764_000_000 + at as i64 * 37));
        if value % 11 == 0 {
            doc.merge(&mut other).unwrap();
        }
    }
    doc.merge(&mut other).unwrap();
    doc
}

fn hashes(changes: &[Change]) -> Vec<ChangeHash> {
    changes.iter().map(Change::hash).collect()
}

proptest! {
    #[test]
    fn every_history_comes_out_of_its_chunk_with_the_same_hashes(edits in prop::collection::vec(any::<(u8, u8)>(), 1..60)) {
        let changes = document(&edits).get_changes(&[]);
        let chunks = pack(&changes);
        let unpacked: Vec<Change> = chunks.iter().flat_map(|chunk| unpack(chunk).unwrap()).collect();
        prop_assert_eq!(hashes(&unpacked), hashes(&changes));
    }

    #[test]
    fn altered_bytes_inside_the_deflated_body_never_panic(
        edits in prop::collection::vec(any::<(u8, u8)>(), 1..12),
        flips in prop::collection::vec(any::<(prop::sample::Index, u8)>(), 1..4),
    ) {
        let mut body = pack::body(&document(&edits).get_changes(&[]));
        for (place, value) in flips {
            let place = place.index(body.len());
            body[place] = value;
        }
        let _ = unpack::changes(Source::Anyone, &body);
    }
}

/// `tests/fixtures/chunk.txt`: the changes as Automerge writes them, a line each, then the chunk's
/// inflated body. What deflate makes of it may differ between libraries and still be the same chunk.
#[test]
fn a_chunk_has_the_layout_that_the_protocol_publishes() {
    let published = include_str!("../../../tests/fixtures/chunk.txt");
    let changes = document(&[(0, 3), (1, 9), (2, 0), (7, 4)]).get_changes(&[]);
    let mut lines: Vec<String> = changes.iter().map(|change| hex(change.raw_bytes())).collect();
    lines.push(hex(&pack::body(&changes)));
    assert_eq!(lines.join("\n"), published.trim_end(), "the chunk format has changed");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_chunk_is_no_larger_than_one_and_a_half_times_automerges_bundle() {
    let edits: Vec<(u8, u8)> = (0..200_u8).map(|i| (i, i.wrapping_mul(73))).collect();
    let mut doc = document(&edits);
    let changes = doc.get_changes(&[]);
    let bundle = doc.bundle(hashes(&changes)).unwrap().bytes().len();
    let chunk = pack(&changes)[0].len();
    assert!(2 * chunk <= 3 * bundle, "chunk {chunk} bytes, bundle {bundle} bytes");
}

#[test]
fn a_history_over_the_limits_is_split() {
    let mut doc = AutoCommit::new();
    for i in 0..i64::try_from(CHANGES_MAX).unwrap() + 10 {
        doc.put(ROOT, "n", i).unwrap();
        doc.commit();
    }
    let changes = doc.get_changes(&[]);
    let chunks = pack(&changes);
    assert_eq!(chunks.len(), 2);
    let unpacked: Vec<Change> = chunks.iter().flat_map(|chunk| unpack(chunk).unwrap()).collect();
    assert_eq!(hashes(&unpacked), hashes(&changes));
}

#[test]
fn a_bomb_of_zeros_is_refused_before_it_fills_the_memory() {
    let mut bomb = vec![VERSION];
    let zeros = vec![0_u8; UNPACKED_BYTES_MAX + 1];
    DeflateEncoder::new(&zeros[..], Compression::best()).read_to_end(&mut bomb).unwrap();
    assert!(bomb.len() < 10_000);
    assert_eq!(unpack(&bomb).unwrap_err(), BadChunk::TooLarge("unpacked bytes"));
}

#[test]
fn a_column_that_claims_a_million_operations_is_refused() {
    // action column: one run of 1,000,000 × 1
    let mut run = Vec::new();
    bytes::put_signed(&mut run, 1_000_000);
    bytes::put(&mut run, 1);
    assert_eq!(
        columns::check(Source::Anyone, 0x42, &run),
        Err(BadChunk::TooLarge("operations in a change"))
    );
    // 2^60 absent values
    let mut absent = Vec::new();
    bytes::put_signed(&mut absent, 0);
    bytes::put(&mut absent, 1 << 60);
    assert_eq!(
        columns::check(Source::Anyone, 0x15, &absent),
        Err(BadChunk::TooLarge("operations in a change"))
    );
}
