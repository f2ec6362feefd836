//! Several tabs of one browser: each a replica of its own, on one disk.

use super::*;

/// Two tabs that have not heard of each other, each with a change of its own.
fn strangers() -> (Phone, Phone) {
    let [mut phone, mut tab] = [1, 7].map(|nonce| {
        let mut tab = Phone::new(1, Role::Organiser);
        tab.restart(nonce);
        tab
    });
    phone.set(&card(9), "full_name", "Siti");
    tab.set(&card(9), "nickname", "Bu Siti");
    (phone, tab)
}

#[test]
fn a_document_with_many_chunks_is_compacted_only_by_the_tab_that_talks_and_opens_the_same() {
    let (mut phone, mut other) = (Phone::new(1, Role::Organiser), Phone::new(2, Role::Viewer));
    for count in 0..CHUNKS_BEFORE_COMPACTION + 5 {
        phone.set(&card(9), "nickname", &format!("Bu {count}"));
    }
    assert_eq!(phone.chunks[&card(9)].len(), CHUNKS_BEFORE_COMPACTION + 5);
    let _forum = forum_of([&mut phone, &mut other]);
    assert_eq!(phone.chunks[&card(9)].len(), 0);
    phone.set(&card(9), "nickname", "Bu Siti");
    phone.restart(2);
    assert_eq!(phone.field(&card(9), "nickname"), "Bu Siti");
}

#[test]
fn an_edit_by_another_tab_is_taken_in_and_sent_by_the_tab_that_talks() {
    let (mut phone, mut other) = (Phone::new(1, Role::Organiser), Phone::new(2, Role::Viewer));
    phone.set(&card(9), "full_name", "Siti");
    let mut forum = forum_of([&mut phone, &mut other]);
    let mut tab = Phone::new(1, Role::Organiser);
    tab.standing = phone.standing.clone();
    tab.ledgers = phone.ledgers.clone();
    tab.chunks = phone.chunks.clone();
    tab.restart(7);
    tab.set(&card(9), "nickname", "Bu Siti");

    let new: Vec<_> = tab.chunks[&card(9)]
        .iter()
        .filter(|(key, _)| !phone.chunks[&card(9)].contains_key(*key))
        .collect();
    let effects = phone.replica.absorb(&card(9), Some(new[0].1), None, 1);
    phone.perform(effects);
    forum.settle(&mut [&mut phone, &mut other]);
    assert_eq!(other.field(&card(9), "nickname"), "Bu Siti");
    assert_eq!(phone.ledgers[&card(9)].unsent, 0);
}

#[test]
fn a_tab_that_has_not_heard_of_a_chunk_never_calls_everything_sent_however_often_it_writes() {
    let (mut phone, tab) = strangers();
    let mut forum = forum_of([&mut phone]);
    // the other tab stores its chunk, and the tab that speaks has not heard of it yet
    let (key, chunk) = tab.chunks[&card(9)].first_key_value().unwrap();
    phone.chunks.get_mut(&card(9)).unwrap().insert(key.clone(), chunk.clone());
    for name in ["Siti A", "Siti B", "Siti C"] {
        phone.set(&card(9), "full_name", name);
        forum.settle(&mut [&mut phone]);
        assert_eq!(phone.replica.unsent().count(), 0, "that tab knows of nothing unsent");
        assert_eq!(phone.ledgers[&card(9)].unsent, 1, "the disk does");
    }
    // the browser is killed
    phone.restart(2);
    assert_eq!(phone.replica.needs_to_connect(), [card(9)]);
    phone.connect(&mut forum);
    forum.settle(&mut [&mut phone]);
    assert_eq!(phone.ledgers[&card(9)].unsent, 0);
}

/// Whether a chunk that another tab stored is still on the disk when all that this tab has read was
/// written as one.
fn outlives_compaction(mut phone: Phone, (key, chunk): (&String, &Vec<u8>)) -> bool {
    phone.chunks.entry(card(9)).or_default().insert(key.clone(), chunk.clone());
    let effects = phone.replica.absorb(&card(9), Some(chunk), None, 1);
    phone.perform(effects);
    let _forum = forum_of([&mut phone]);
    for count in 0..CHUNKS_BEFORE_COMPACTION {
        phone.set(&card(9), "nickname", &format!("Bu {count}"));
    }
    assert!(phone.snapshots.contains_key(&card(9)), "written as one");
    phone.chunks[&card(9)].contains_key(key)
}

#[test]
fn a_chunk_of_another_tab_is_dropped_from_the_disk_only_if_all_of_it_is_here() {
    let (phone, tab) = strangers();
    assert!(!outlives_compaction(phone, tab.chunks[&card(9)].first_key_value().unwrap()));

    // it lacks what it builds on
    let (phone, mut tab) = strangers();
    let first = tab.chunks[&card(9)].clone();
    tab.set(&card(9), "nickname", "Bu Siti R.");
    let mut second = tab.chunks[&card(9)].iter().filter(|(key, _)| !first.contains_key(*key));
    assert!(outlives_compaction(phone, second.next().unwrap()));

    // it cannot be applied: another change has its number
    let (phone, _) = strangers();
    let mut tab = Phone::new(1, Role::Organiser);
    tab.restart(1);
    tab.set(&card(9), "full_name", "Sri");
    assert!(outlives_compaction(phone, tab.chunks[&card(9)].first_key_value().unwrap()));
}

#[test]
fn only_the_tab_that_speaks_writes_what_the_relay_holds() {
    let ledger = |relay: &str, seq| Ledger {
        relay: vec![relay.to_owned()],
        seq: Seq(seq),
        ..Ledger::default()
    };
    assert_eq!(ledger("old", 1).over(&ledger("new", 2), false, false), ledger("new", 2));
    // after a new epoch the relay holds less than it did
    assert_eq!(ledger("less", 0).over(&ledger("more", 9), true, false), ledger("less", 0));
}

#[test]
fn a_document_stored_by_two_tabs_that_never_heard_of_each_other_is_counted_when_it_is_opened() {
    let (mut phone, mut tab) = strangers();
    // the other tab's chunk is on the shared disk, its ledger and view were written over
    let written = tab.chunks.remove(&card(9)).unwrap();
    phone.chunks.get_mut(&card(9)).unwrap().extend(written);
    phone.restart(8);
    let effects = phone.replica.speak(Standing::default());
    phone.perform(effects);
    let chunks = phone.chunks_of(&card(9));
    let effects = phone.replica.load(&card(9), None, &chunks, Asked::default());
    phone.perform(effects);
    assert_eq!(phone.ledgers[&card(9)].unsent, 2);
}

#[test]
fn what_another_tab_has_stored_is_written_over_only_by_the_tab_that_speaks() {
    let (mut phone, tab) = strangers();
    let chunk = tab.chunks[&card(9)].values().next().unwrap().clone();

    let written = |effects: &[Effect]| {
        let views = effects.iter().filter_map(|effect| match effect {
            Effect::Append(append) => append.docs.last()?.view.clone(),
            _ => None,
        });
        views.map(|view| view.heads.len()).collect::<Vec<_>>()
    };
    let heard = phone.replica.absorb(&card(9), Some(&chunk), None, 1);
    assert!(written(&heard).is_empty(), "its view may be older than the one on the disk");
    assert_eq!(phone.replica.view(&card(9)).unwrap().heads.len(), 2);
    // the one that spoke is gone, and may have been the last to write
    assert_eq!(written(&phone.replica.speak(Standing::default())), [2]);
    let again = phone.replica.absorb(&card(9), Some(&chunk), None, 1);
    assert_eq!(written(&again), [2], "its view may have been written after ours");
}

#[test]
fn what_another_tab_stored_and_never_told_is_read_from_the_disk_when_this_one_begins_to_speak() {
    let mut other = Phone::new(1, Role::Member);
    other.set(&note(), "title", "Rapat");
    let mut phone = Phone::new(1, Role::Member);
    (phone.chunks, phone.ledgers) = (other.chunks.clone(), other.ledgers.clone());
    phone.restart(2);
    phone.load(&note());
    // the other tab stores one more, and is killed
    other.set(&note(), "title", "Rapat koordinasi");
    (phone.chunks, phone.ledgers) = (other.chunks.clone(), other.ledgers.clone());
    let ledger = phone.ledgers[&note()].clone();
    let effects = phone.replica.absorb(&note(), None, Some(ledger), 1);
    phone.perform(effects);
    let effects = phone.replica.speak(Standing::default());
    phone.perform(effects);
    assert_eq!(phone.replica.needs_to_connect(), [note()]);
    assert_eq!(phone.field(&note(), "title"), "Rapat koordinasi");
}

#[test]
fn a_tab_that_takes_over_goes_on_where_the_one_before_was_whatever_that_one_says_late() {
    let (mut phone, epoch) = (Phone::new(1, Role::Member), Some(Epoch([7; 8])));
    phone.set(&note(), "title", "Rapat");
    let stale = Ledger { relay: phone.ledgers[&note()].heads.clone(), ..Ledger::default() };
    let standing = Standing { epoch, cursor: Seq(40), ..Standing::default() };
    let effects = phone.replica.speak(standing);
    phone.perform(effects);
    let effects = phone.replica.absorb(&note(), None, Some(stale), 1);
    phone.perform(effects);
    let effects = phone.replica.connect();
    let hello = |effect: &Effect| match effect {
        Effect::Send(Frame::Hello(hello)) => Some((hello.epoch, hello.cursor)),
        _ => None,
    };
    assert_eq!(effects.iter().find_map(hello), Some((epoch, Seq(40))));
    let pushed = |effect: &Effect| matches!(effect, Effect::Sign(_));
    assert!(effects.iter().any(pushed), "what the relay was said to hold is sent all the same");
}

/// Whatever a tab writes that has not heard yet that the document was removed, and whether or not it hears: the
/// document stays removed, and both tabs can begin it again where it is not erased.
#[test]
fn what_a_tab_writes_after_another_has_removed_the_document_is_not_on_the_disk() {
    for hears in [false, true] {
        let (mut phone, mut other) =
            (Phone::new(1, Role::Organiser), Phone::new(2, Role::Organiser));
        phone.set(&card(9), "full_name", "Siti");
        let mut forum = forum_of([&mut phone, &mut other]);
        let mut tab = Phone::new(1, Role::Organiser);
        let share = |from: &Phone, to: &mut Phone| {
            (to.standing, to.ledgers) = (from.standing.clone(), from.ledgers.clone());
            (to.chunks, to.snapshots) = (from.chunks.clone(), from.snapshots.clone());
        };
        share(&phone, &mut tab);
        tab.restart(7);
        tab.load(&card(9));

        forum.disk.erase(&card(9));
        let effects = forum.relay.erase(&card(9), 1, None);
        forum.deliver(effects, &mut [&mut phone, &mut other]);
        share(&phone, &mut tab);
        if hears {
            tab.replica.drop_from_memory(&card(9));
        } else {
            let edit = Edit::Set { path: "nickname".to_owned(), value: Value::from("Bu Siti") };
            let effects = tab.replica.edit(&card(9), edit, 1).unwrap();
            tab.perform(effects);
            let effects = tab.replica.commit(&card(9), 1);
            tab.perform(effects);
            assert!(tab.chunks.is_empty() && tab.ledgers.is_empty());
            // the disk has said that it is gone
            assert!(tab.replica.view(&card(9)).is_none());
            assert!(tab.replica.documents().next().is_none());
        }
        // a document that this tab begins is written
        tab.set(&card(10), "nickname", "Bu Dewi");
        assert!(tab.ledgers.contains_key(&card(10)));
    }
}

/// One line of `tests/fixtures/ledger.json`; the page's half is `web/src/device/ledger.test.ts`.
#[derive(serde::Deserialize)]
struct Written {
    says: String,
    ledger: Ledger,
    /// None where the disk holds nothing of the document.
    stored: Option<Ledger>,
    #[serde(default)]
    begins: bool,
    speaks: bool,
    on_disk: Vec<String>,
    known: Vec<String>,
    /// None where nothing may be written.
    written: Option<Ledger>,
}

#[test]
fn page_and_core_write_the_same_ledger() {
    let cases = include_str!("../../../../tests/fixtures/ledger.json");
    let cases: Vec<Written> = serde_json::from_str(cases).unwrap();
    assert!(!cases.is_empty());
    for Written { says, ledger, stored, begins, speaks, on_disk, known, written } in cases {
        let record = Record { known, begins, ..Record::of_ledger(note(), ledger.clone()) };
        let unheard = record.leaves_unheard(on_disk.iter());
        let stays = !record.is_late(stored.is_some());
        let over = stays.then(|| ledger.over(&stored.unwrap_or_default(), speaks, unheard));
        assert_eq!(over, written, "{says}");
    }
}
