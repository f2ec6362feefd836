use automerge::ChangeHash;
use proptest::prelude::*;

use super::*;
use crate::access::Role;
use crate::document::Founding;
use crate::id::{DeviceId, Epoch, Mark, MemberId, ReplicaId, Ulid};
use crate::signature::{KEY_BYTES, SIGNATURE_BYTES, Signature};

fn doc() -> DocId {
    "log/33.02.19.2003/2026".parse().unwrap()
}

/// One of every frame, with the parts that may be absent both ways.
fn every_frame() -> Vec<Frame> {
    [of_a_phone(), of_a_relay()].concat()
}

fn heads() -> Heads {
    Heads(vec![ChangeHash([3; 32]), ChangeHash([4; 32])])
}

fn marked() -> Marked {
    Marked { seq: Seq(9), mark: Mark([6; 16]) }
}

fn of_a_phone() -> Vec<Frame> {
    let replica = ReplicaId::new(DeviceId([1; 8]), [2; 8]);
    vec![
        Frame::Hello(Hello::first(replica)),
        Frame::Hello(Hello {
            versions: VERSIONS,
            epoch: Some(Epoch([9; 8])),
            cursor: Seq(300),
            fill: Some(Fill { upto: Seq(9), last: doc() }),
            replica,
            erased: 3,
            part: Some(Held { doc: doc(), heads: heads() }),
            knows: Some(2),
            sight: Some(Bounded(vec![Role::Organiser, Role::Viewer])),
            mark: Some(marked()),
            devices: Some(70_000),
        }),
        Frame::Push(Push {
            push: 1,
            doc: doc(),
            chunk: vec![1, 2, 3].into(),
            by: None,
            signature: Signature([7; SIGNATURE_BYTES]),
        }),
        Frame::Push(Push {
            push: 2,
            doc: doc(),
            chunk: vec![1, 2, 3].into(),
            by: Some(DeviceId([5; 8])),
            signature: Signature([8; SIGNATURE_BYTES]),
        }),
        Frame::Have(Have { docs: Bounded(vec![Held { doc: doc(), heads: heads() }]), last: true }),
        Frame::Received(Seq(70_000)),
        Frame::Here(Some(doc())),
        Frame::Here(None),
        Frame::Settled(Settled { erased: 3, role: Role::Viewer }),
    ]
}

fn devices(member: MemberId) -> Devices {
    Devices {
        stamp: 70_000,
        list: Bounded(vec![Vouched {
            device: DeviceId([5; 8]),
            member,
            role: Role::Member,
            key: KeyBytes(vec![4; KEY_BYTES]),
            revoked: true,
        }]),
        whole: false,
    }
}

fn of_a_relay() -> Vec<Frame> {
    let member = MemberId(Ulid::new(1_764_000_000_000, 5));
    let me = Me { device: DeviceId([1; 8]), member, role: Role::Member };
    let log = Place::Log { after: Seq(6), seq: Seq(7) };
    let fill = Place::Fill { upto: Seq(9), after: Some(doc()) };
    let chunk = Content::Chunk(vec![1, 2, 3].into());
    let snapshot = Content::Snapshot(vec![4, 5].into());
    vec![
        Frame::Welcome(Welcome {
            version: 1,
            epoch: Epoch([9; 8]),
            seq: Seq(7),
            me,
            clock_ms: 1_764_000_000_000,
            anew: Some(true),
        }),
        Frame::Stored(Stored { push: 1, doc: doc(), seq: Seq(7), mark: None }),
        Frame::Refused(Refused { push: 2, doc: doc(), code: RefusalCode::NotAllowed }),
        Frame::Changed(Changed {
            place: log,
            doc: doc(),
            content: chunk,
            by: Some(DeviceId([5; 8])),
            mark: Some(marked()),
            seal: Some(Mark([7; 16])),
        }),
        Frame::Changed(Changed {
            place: fill,
            doc: doc(),
            content: snapshot,
            by: None,
            mark: None,
            seal: None,
        }),
        Frame::Filled(Filled { upto: Seq(9), last: Some(doc()) }),
        Frame::CaughtUp(CaughtUp { after: Seq(7), cursor: Seq(9), mark: Some(marked()) }),
        Frame::Want(Want { doc: doc(), heads: heads(), own: None }),
        Frame::Want(Want { doc: doc(), heads: heads(), own: Some(true) }),
        Frame::Receipts(Receipts(Bounded(vec![ReceiptGroup { cursor: Seq(9), devices: 17 }]))),
        Frame::Presence(Presence { doc: doc(), people: Bounded(vec![member]) }),
        Frame::Closing(Closing::GoingDown),
        Frame::Changed(Changed {
            place: Place::Apart,
            doc: doc(),
            content: Content::Snapshot(vec![4, 5].into()),
            by: None,
            mark: None,
            seal: None,
        }),
        Frame::Changed(Changed {
            place: Place::Fill { upto: Seq(9), after: None },
            doc: doc(),
            content: Content::Piece(vec![1, 2, 3].into()),
            by: None,
            mark: None,
            seal: None,
        }),
        Frame::Hidden(doc()),
        Frame::Erased(Erased { number: 3, doc: doc(), founding: None }),
        Frame::Erased(Erased {
            number: 4,
            doc: doc(),
            founding: Some(Founding { first: ChangeHash([3; 32]), last: ChangeHash([4; 32]) }),
        }),
        Frame::Sight(Role::Supervisor),
        Frame::Devices(devices(member)),
    ]
}

#[test]
fn every_frame_reads_back_as_it_was_written() {
    for frame in every_frame() {
        let bytes = frame.to_bytes();
        assert_eq!(Frame::from_bytes(&bytes, FRAME_DOWN_BYTES_MAX).unwrap(), frame);
    }
}

#[test]
fn a_phone_writes_every_frame_of_its_own_as_everybody_does() {
    for frame in of_a_phone() {
        assert_eq!(frame.to_relay(), frame.to_bytes(), "{frame:?}");
    }
    for frame in of_a_relay() {
        assert!(frame.to_relay().is_empty());
    }
}

#[test]
fn a_phone_reads_every_frame_of_a_relay_and_none_of_a_phone() {
    for frame in every_frame() {
        let bytes = frame.to_bytes();
        // kinds from 16 on are a relay's; the kind is the first item of the array
        let of_relay = bytes[1] >= 16;
        let expected = if of_relay { Ok(frame) } else { Err(BadFrame::Malformed) };
        assert_eq!(Frame::from_relay(&bytes), expected);
    }
}

#[test]
fn a_later_version_may_add_fields_to_a_frame_of_a_relay() {
    let mut bytes = Frame::Closing(Closing::TooSlow).to_bytes();
    bytes[0] += 1;
    assert_eq!(Frame::from_relay(&bytes), Err(BadFrame::Malformed));
    bytes.extend([0x82, 1, 2]);
    assert_eq!(Frame::from_relay(&bytes), Ok(Frame::Closing(Closing::TooSlow)));
    bytes.push(0);
    assert_eq!(Frame::from_relay(&bytes), Err(BadFrame::Malformed));
}

/// `tests/fixtures/frames.txt`: a line per frame, its Rust form, a tab, and its bytes.
#[test]
fn every_frame_has_the_bytes_that_the_protocol_publishes() {
    let published = include_str!("../../../tests/fixtures/frames.txt");
    let frames = every_frame();
    let lines: Vec<String> =
        frames.iter().map(|frame| format!("{}\t{frame:?}", hex(&frame.to_bytes()))).collect();
    assert_eq!(lines.join("\n"), published.trim_end(), "the wire format has changed");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_signature_is_the_end_of_its_push() {
    let pushes = every_frame().into_iter().filter(|frame| matches!(frame, Frame::Push(_)));
    for frame in pushes {
        let mut bytes = frame.to_bytes();
        let end = bytes.len() - SIGNATURE_BYTES;
        bytes[end..].copy_from_slice(&[9; SIGNATURE_BYTES]);
        let read = Frame::from_bytes(&bytes, FRAME_UP_BYTES_MAX);
        let Ok(Frame::Push(push)) = read else { panic!("{read:?}") };
        assert_eq!(push.signature, Signature([9; SIGNATURE_BYTES]));
    }
}

#[test]
fn a_frame_with_something_behind_it_or_too_long_is_no_frame() {
    let mut bytes = Frame::Received(Seq(1)).to_bytes();
    assert_eq!(Frame::from_bytes(&bytes, 2), Err(BadFrame::TooLong(bytes.len())));
    bytes.push(0);
    assert_eq!(Frame::from_bytes(&bytes, 100), Err(BadFrame::Malformed));
}

#[test]
fn a_list_that_claims_to_be_endless_is_refused_before_it_is_read() {
    let mut bytes = Frame::Have(Have { docs: Bounded(Vec::new()), last: true }).to_bytes();
    let list = bytes.iter().position(|byte| *byte == 0x80).unwrap();
    bytes.splice(list..=list, [0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
    assert_eq!(Frame::from_bytes(&bytes, 1_000), Err(BadFrame::Malformed));
}

proptest! {
    #[test]
    fn altered_frames_never_panic(
        which in any::<prop::sample::Index>(),
        flips in prop::collection::vec(any::<(prop::sample::Index, u8)>(), 1..4),
        cut in any::<prop::sample::Index>(),
    ) {
        let frames = every_frame();
        let mut bytes = frames[which.index(frames.len())].to_bytes();
        for (place, value) in flips {
            let place = place.index(bytes.len());
            bytes[place] = value;
        }
        let read = Frame::from_bytes(&bytes, FRAME_DOWN_BYTES_MAX);
        if let Ok(of_relay) = Frame::from_relay(&bytes) {
            prop_assert_eq!(read, Ok(of_relay));
        }
        let _ = Frame::from_bytes(&bytes[..cut.index(bytes.len())], FRAME_DOWN_BYTES_MAX);
    }
}
