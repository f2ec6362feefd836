//! A row that the disk has damaged costs one document, and a phone that has it gives it back.

use paguyuban::access::Role;
use paguyuban::frame::{Content, Frame, Me, RefusalCode};
use paguyuban::id::{DeviceId, MemberId, ReplicaId, Seq, Ulid};
use paguyuban::relay::{Door, LinkId};
use paguyuban::vet::Trial;
use paguyuban_server::archive::{Archive, Event, Outgoing};
use paguyuban_server::sign_in::hash_of;
use paguyuban_server::store::sqlite::{DATABASE, SqliteStore, check};
use paguyuban_server::store::{AuditRow, Enrolment, Erasure, Line, Store, What};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::helper::{self, NOW_MS, card, forum_id, on_a_link, push, with_forum};

const A: LinkId = LinkId(1);
const B: LinkId = LinkId(2);

fn me(number: u8) -> Me {
    let member = MemberId(Ulid::new(9, u128::from(number)));
    Me { device: DeviceId([number; 8]), member, role: Role::Organiser }
}

fn replica(number: u8) -> ReplicaId {
    ReplicaId::new(me(number).device, [1; 8])
}

fn open(folder: &TempDir) -> Archive<SqliteStore> {
    let store = SqliteStore::open(folder.path()).unwrap();
    Archive::open(store, forum_id(), Box::new(Trial::run_each), NOW_MS).unwrap()
}

fn join(link: LinkId, number: u8) -> Vec<Event> {
    let device = on_a_link(me(number));
    let join = Event::Join { link, device, door: Door::Live };
    vec![join, Event::Frame(link, helper::hello(replica(number))), Event::Room(link)]
}

fn written(number: u128) -> Frame {
    push(replica(1), me(1).member, 1, &card(number), "Siti Rahayu")
}

/// Everything that a link is told until it has all.
fn told(archive: &mut Archive<SqliteStore>, link: LinkId, mut events: Vec<Event>) -> Vec<Frame> {
    let mut frames = Vec::new();
    for _ in 0..50 {
        for out in archive.turn(std::mem::take(&mut events), NOW_MS) {
            match out {
                Outgoing::Send(to, frame) if to == link => frames.push(frame),
                Outgoing::Page(to) => events.push(Event::Room(to)),
                Outgoing::Close(to, why) => panic!("{to:?} was closed: {why:?}"),
                _ => {}
            }
        }
    }
    frames
}

fn documents(frames: &[Frame]) -> usize {
    frames.iter().filter(|frame| matches!(frame, Frame::Changed(_))).count()
}

#[test]
fn a_damaged_row_shuts_one_document_until_a_phone_gives_it_back() {
    for damage in [
        "update change set bytes = zeroblob(9) where seq = 2; delete from wire where seq = 2",
        "update change set sum = sum + 1 where seq = 2; delete from wire where seq = 2",
        "update document set heads = zeroblob(32) where seq = 2; \
         update change set sum = sum + 1 where seq = 2; delete from wire where seq = 2",
    ] {
        let folder = TempDir::new().unwrap();
        with_forum(SqliteStore::open(folder.path()).unwrap());
        let mut archive = open(&folder);
        let mut events = join(A, 1);
        events.extend((1..=3).map(|number| Event::Frame(A, written(number))));
        told(&mut archive, A, events);
        drop(archive);
        Connection::open(folder.path().join(DATABASE)).unwrap().execute_batch(damage).unwrap();
        // another phone gets everything else, and no link is closed
        let mut archive = open(&folder);
        let frames = told(&mut archive, B, join(B, 2));
        assert_eq!(documents(&frames), 2, "{damage}");
        assert_eq!(archive.damaged(), [card(2)]);
        let more = push(replica(2), me(2).member, 1, &card(4), "Budi");
        let frames = told(&mut archive, B, vec![Event::Frame(B, more)]);
        assert!(frames.iter().any(|frame| matches!(frame, Frame::Stored(_))), "{damage}");
        // the phone that has it is asked for it
        let frames = told(&mut archive, A, join(A, 1));
        assert!(frames.iter().any(|it| matches!(it, Frame::Want(want) if want.doc == card(2))));
        let frames = told(&mut archive, A, vec![Event::Frame(A, written(2))]);
        assert!(frames.iter().any(|frame| matches!(frame, Frame::Stored(_))), "{damage}");
        assert!(archive.damaged().is_empty());
        let report = check(archive.store()).unwrap();
        assert!(report.is_sound(), "{damage}: {:?}", report.faults);
    }
}

#[test]
fn an_entry_of_the_log_that_is_damaged_is_handed_on_with_its_whole_document() {
    let folder = TempDir::new().unwrap();
    with_forum(SqliteStore::open(folder.path()).unwrap());
    let mut archive = open(&folder);
    let mut events = join(A, 1);
    events.extend((1..=3).map(|number| Event::Frame(A, written(number))));
    told(&mut archive, A, events);
    drop(archive);
    let damage = "update log set at_ms = at_ms + 1 where seq = 2";
    Connection::open(folder.path().join(DATABASE)).unwrap().execute_batch(damage).unwrap();
    let mut archive = open(&folder);
    let epoch = paguyuban::id::Epoch([1; 8]);
    let Frame::Hello(hello) = helper::hello(replica(2)) else { unreachable!() };
    let behind = paguyuban::frame::Hello { epoch: Some(epoch), cursor: Seq(1), ..hello };
    let device = on_a_link(me(2));
    let events = vec![
        Event::Join { link: B, device, door: Door::Live },
        Event::Frame(B, Frame::Hello(behind)),
        Event::Room(B),
    ];
    let frames = told(&mut archive, B, events);
    let whole = frames.iter().filter_map(|frame| match frame {
        Frame::Changed(changed) => Some((changed.doc.clone(), changed.content.clone())),
        _ => None,
    });
    let whole: Vec<_> = whole.collect();
    assert_eq!(whole.len(), 2, "{frames:?}");
    assert!(whole[0].0 == card(2) && matches!(whole[0].1, Content::Chunk(_)));
    assert!(whole[1].0 == card(3) && matches!(whole[1].1, Content::Chunk(_)));
}

/// One change to one row of one table; how many documents somebody new still gets, of three; and whether
/// phone 1 is still somebody.
const DAMAGES: [(&str, usize, bool); 37] = [
    (
        "update change set bytes = zeroblob(9) where seq = 2; delete from wire where seq = 2",
        2,
        true,
    ),
    (
        "update change set hash = zeroblob(32) where seq = 2; delete from wire where seq = 2",
        2,
        true,
    ),
    ("update change set doc = cast(x'6d656d6265722fff' as text) where seq = 2", 2, true),
    ("update document set heads = zeroblob(32) where seq = 2", 3, true),
    ("update document set doc = cast(x'ff' as text) where seq = 2", 3, true),
    ("update document set seq = 1 where seq = 2", 3, true),
    ("pragma foreign_keys = off; delete from document where seq = 2", 3, true),
    ("update log set doc = cast(x'ff' as text) where seq = 2", 3, true),
    ("update log set doc = 'note/00000000000000000000000000' where seq = 2", 3, true),
    ("update log set device = x'00' where seq = 2", 3, true),
    ("update log set at_ms = -1 where seq = 2", 3, true),
    ("update wire set chunk = zeroblob(9) where seq = 2", 3, true),
    ("update snapshot set bytes = zeroblob(9)", 3, true),
    ("update device set role = 'organizer' where id = x'0101010101010101'", 3, false),
    ("update device set member = cast(x'ff' as text) where id = x'0101010101010101'", 3, false),
    ("update device set public_key = zeroblob(65) where id = x'0101010101010101'", 3, false),
    ("update device set cursor = -1 where id = x'0101010101010101'", 3, false),
    ("update device set sight = 'x' where id = x'0101010101010101'", 3, false),
    // what reads as another row that could be
    ("update device set role = 'viewer' where id = x'0101010101010101'", 3, false),
    ("update device set revoked_ms = 1 where id = x'0101010101010101'", 3, false),
    ("update device set cursor = cursor + 1 where id = x'0101010101010101'", 3, false),
    ("update device set label = 'x' where id = x'0101010101010101'", 3, false),
    ("update device set token_hash = zeroblob(32) where id = x'0101010101010101'", 3, false),
    ("update device set sum = null where id = x'0101010101010101'", 3, false),
    ("update invitation set role = 'organiser' where used_ms is null", 3, true),
    ("update invitation set expires_ms = expires_ms - 1 where used_ms is null", 3, true),
    (
        "update invitation set used_ms = null, used_by = null where used_by = x'0101010101010101'",
        3,
        true,
    ),
    ("update forum set name = 'x'", 3, true),
    ("update forum set created_ms = created_ms + 1", 3, true),
    ("update quarantine set chunk = zeroblob(9)", 3, true),
    ("update quarantine set at_ms = at_ms + 1", 3, true),
    ("update invitation set role = 'x' where used_ms is null", 3, true),
    ("update invitation set id = 'x' where used_ms is null", 3, true),
    ("update act set act = 'x' where line = 1", 3, true),
    ("update act set at_ms = -1 where line = 1", 3, true),
    ("update tombstone set at_ms = at_ms + 1", 3, true),
    ("update tombstone set doc = cast(x'ff' as text)", 3, true),
];

/// Three cards of phone 1, one that was erased, an invitation that nobody used.
fn lived_in(folder: &TempDir) {
    let mut store = with_forum(SqliteStore::open(folder.path()).unwrap());
    for (number, secret) in [(1, "s1"), (2, "s2")] {
        helper::invite(&mut store, secret, Role::Organiser, u64::MAX / 2);
        let enrolment = Enrolment {
            device: me(number).device,
            new_member: me(number).member,
            token_hash: hash_of(secret),
            key: Some(helper::key_of(me(number).device).public()),
            proved: true,
            app: String::new(),
            now_ms: NOW_MS,
        };
        store.use_invitation(hash_of(secret), &enrolment).unwrap().unwrap();
    }
    helper::invite(&mut store, "unused", Role::Member, u64::MAX / 2);
    let mut archive = open(folder);
    let mut events = join(A, 1);
    events.extend((1..=4).map(|number| Event::Frame(A, written(number))));
    told(&mut archive, A, events);
    let refused = paguyuban::relay::Quarantined {
        doc: card(1),
        device: me(2).device,
        code: RefusalCode::Malformed,
        chunk: vec![1; 20],
    };
    archive.store().keep_aside(forum_id(), &refused, NOW_MS).unwrap();
    let erasure = Erasure { doc: card(4), by: None, at_ms: NOW_MS };
    archive.store().erase(forum_id(), &erasure).unwrap();
}

#[test]
fn a_damaged_row_of_any_table_costs_one_document_or_one_person() {
    for (damage, documents_left, is_somebody) in DAMAGES {
        let folder = TempDir::new().unwrap();
        lived_in(&folder);
        let connection = Connection::open(folder.path().join(DATABASE)).unwrap();
        connection.execute_batch("pragma ignore_check_constraints = on").unwrap();
        connection.execute_batch(damage).unwrap();
        drop(connection);
        let report = check(&mut SqliteStore::open_to_read(folder.path()).unwrap()).unwrap();
        let no_snapshot = damage.contains("snapshot");
        assert!(!report.is_sound() || no_snapshot, "check finds nothing: {damage}");

        // whoever is new, and whoever is behind, is told everything else, and no link is closed
        let mut archive = open(&folder);
        let frames = told(&mut archive, B, join(B, 2));
        assert_eq!(documents(&frames), documents_left, "{damage}: {frames:?}");
        drop(archive);
        let mut archive = open(&folder);
        let Frame::Hello(hello) = helper::hello(replica(2)) else { unreachable!() };
        let epoch = Some(paguyuban::id::Epoch([1; 8]));
        let behind = Frame::Hello(paguyuban::frame::Hello { epoch, cursor: Seq(1), ..hello });
        let device = on_a_link(me(2));
        let join = Event::Join { link: B, device, door: Door::Live };
        let frames = told(&mut archive, B, vec![join, Event::Frame(B, behind), Event::Room(B)]);
        // a chunk as it travels may still be sound
        assert!((documents_left - 1..3).contains(&documents(&frames)), "{damage}: {frames:?}");
        // others write
        let more = push(replica(2), me(2).member, 1, &card(5), "Budi");
        let frames = told(&mut archive, B, vec![Event::Frame(B, more)]);
        assert!(frames.iter().any(|frame| matches!(frame, Frame::Stored(_))), "{damage}");
        // what was erased stays erased
        let back = push(replica(2), me(2).member, 2, &card(4), "Budi");
        let frames = told(&mut archive, B, vec![Event::Frame(B, back)]);
        let erased =
            |frame: &Frame| matches!(frame, Frame::Refused(it) if it.code == RefusalCode::Erased);
        assert!(frames.iter().any(erased), "{damage}: {frames:?}");
        let store = archive.store();
        assert_eq!(
            store.devices(forum_id()).unwrap().len(),
            1 + usize::from(is_somebody),
            "{damage}"
        );
        assert!(store.invitations(forum_id()).unwrap().len() >= 2, "{damage}");
        assert!(store.audit(forum_id(), u64::MAX >> 1, 100).unwrap().len() >= 5, "{damage}");
        assert_eq!(store.people_marks().unwrap().len(), 1, "{damage}");
    }
}

/// Every column of the rows that are changed in place, changed to something that could be.
#[test]
fn a_row_about_people_that_the_disk_has_changed_is_named_and_shuts_whom_it_is_about_alone() {
    let folder = TempDir::new().unwrap();
    lived_in(&folder);
    let sound = folder.path().join(DATABASE);
    let columns = columns_of(&sound);
    assert!(columns.len() > 35, "{columns:?}");
    for (table, column, kind) in columns {
        let folder = TempDir::new().unwrap();
        let copy = folder.path().join(DATABASE);
        std::fs::copy(&sound, &copy).unwrap();
        let other = match (column.as_str(), kind.as_str()) {
            ("role" | "sight", _) => "'viewer'".to_owned(),
            (_, "INTEGER") => format!("coalesce({column}, 2) - 1"),
            (_, "BLOB") => format!("randomblob(coalesce(length({column}), 8))"),
            // the same length, with other letters
            _ => format!("coalesce(substr({column}, 1, length({column}) - 1), '') || '7'"),
        };
        let which = match table {
            "device" => "id = x'0101010101010101'",
            "invitation" => "used_ms is null",
            _ => "true",
        };
        let connection = Connection::open(&copy).unwrap();
        connection
            .execute_batch("pragma ignore_check_constraints = on; pragma foreign_keys = off")
            .unwrap();
        let damage = format!("update {table} set {column} = {other} where {which}");
        assert_eq!(connection.execute(&damage, []).unwrap(), 1, "{damage}");
        drop(connection);
        let mut store = SqliteStore::open(folder.path()).unwrap();
        assert!(!check(&mut store).unwrap().is_sound(), "check finds nothing: {damage}");
        if table == "quarantine" || column == "forum" {
            continue;
        }
        let faults = store.damaged_people(forum_id()).unwrap();
        assert_eq!(faults.len(), 1, "{damage}: {faults:?}");
        assert!(faults[0].to_string().contains(table), "{damage}: {faults:?}");
        let (mut devices, mut invitations) = (2, 3);
        match table {
            "device" => devices -= 1,
            "invitation" => invitations -= 1,
            _ => {}
        }
        assert_eq!(store.devices(forum_id()).unwrap().len(), devices, "{damage}");
        assert_eq!(store.invitations(forum_id()).unwrap().len(), invitations, "{damage}");
        // what is written to it makes it no better
        let _revoked = store.revoke(forum_id(), me(1).device, NOW_MS).unwrap();
        assert_eq!(store.damaged_people(forum_id()).unwrap().len(), 1, "{damage}");
    }
}

/// Table, column and type of all that has a sum of its own kind; what triggers and the log keep is not in it.
fn columns_of(database: &std::path::Path) -> Vec<(&'static str, String, String)> {
    let connection = Connection::open(database).unwrap();
    let mut columns = Vec::new();
    for table in ["forum", "device", "invitation", "quarantine"] {
        let mut read = connection
            .prepare(&format!("select name, type from pragma_table_info('{table}')"))
            .unwrap();
        let rows = read.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        for row in rows {
            let (name, kind): (String, String) = row.unwrap();
            let elsewhere = matches!((table, &*name), ("forum", "id" | "seq" | "people"));
            if !elsewhere && (table, &*name) != ("quarantine", "id") {
                columns.push((table, name, kind));
            }
        }
    }
    columns
}

#[test]
fn rows_of_before_there_were_sums_get_theirs_once() {
    let folder = TempDir::new().unwrap();
    lived_in(&folder);
    let file = folder.path().join(DATABASE);
    let unseal = "update forum set sum = null; update device set sum = null; \
        update invitation set sum = null; update quarantine set sum = null";
    Connection::open(&file).unwrap().execute_batch(unseal).unwrap();
    let mut store = SqliteStore::open(folder.path()).unwrap();
    assert_eq!(store.damaged_people(forum_id()).unwrap().len(), 6, "one without is damaged");
    drop(store);
    let older = "alter table forum drop column sum; alter table device drop column sum; \
        alter table invitation drop column sum; alter table quarantine drop column sum; \
        alter table forum drop column mark_key; drop table mark; \
        drop table file_piece; drop table file; drop table file_gone; drop table feed; \
        pragma user_version = 4";
    Connection::open(&file).unwrap().execute_batch(older).unwrap();
    let mut store = SqliteStore::open(folder.path()).unwrap();
    assert_eq!(check(&mut store).unwrap().faults, Vec::<String>::new());
    assert_eq!(store.devices(forum_id()).unwrap().len(), 2);
}

#[test]
fn lines_of_the_audit_that_are_damaged_or_gone_are_named_in_their_place() {
    let folder = TempDir::new().unwrap();
    let mut store = with_forum(SqliteStore::open(folder.path()).unwrap());
    for _ in 1..=30 {
        store.note(forum_id(), &Line::by_operator(What::DeviceRenamed, NOW_MS)).unwrap();
    }
    let damage = "update act set at_ms = 1 where line in (1, 7, 8, 30); \
        delete from act where line between 15 and 20; update act set act = 'x' where line = 22";
    Connection::open(folder.path().join(DATABASE)).unwrap().execute_batch(damage).unwrap();
    for lines_max in [1, 2, 3, 7, 100] {
        let (mut before, mut gaps, mut lines) = (u64::MAX >> 1, Vec::new(), Vec::new());
        loop {
            let rows = store.audit(forum_id(), before, lines_max).unwrap();
            for row in &rows {
                match row {
                    AuditRow::Line(noted) => lines.push(noted.number),
                    AuditRow::Gap { first, last } => gaps.extend((*first..=*last).rev()),
                }
            }
            before = match rows.last() {
                Some(AuditRow::Line(noted)) => noted.number,
                Some(AuditRow::Gap { first, .. }) => *first,
                None => break,
            };
        }
        assert_eq!(gaps, [30, 22, 20, 19, 18, 17, 16, 15, 8, 7, 1], "{lines_max} at once");
        assert_eq!(lines.len() + gaps.len(), 30, "{lines_max} at once: {lines:?}");
    }
}
