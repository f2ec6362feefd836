use super::*;
use crate::document::Edit;
use crate::frame::{Me, Push};
use crate::id::DeviceId;
use crate::signature::DeviceKey;

/// What a phone has not sent, as another takes it in: its signatures verified.
fn packet(from: &mut Phone) -> Vec<Push> {
    let docs: Vec<DocId> = from.replica.unsent().map(|(doc, _)| doc.clone()).collect();
    let mut pushes = Vec::new();
    for doc in docs {
        from.load(&doc);
        let (effects, signed) = from.replica.packet(&doc);
        from.perform(effects);
        pushes.extend(signed.into_iter().map(|signed| signed.by(&from.key)));
    }
    pushes
}

fn take(phone: &mut Phone, push: &Push) -> Result<bool, NotTaken> {
    let carried = phone.replica.carried(push)?;
    let key = DeviceKey::from_bytes(&carried.key).unwrap();
    if !key.signed(&carried.words, &push.signature) {
        return Err(RefusalCode::BadSignature.into());
    }
    phone.load(&push.doc);
    let effects = phone.replica.take_carried(push)?;
    let news = !effects.is_empty();
    phone.perform(effects);
    Ok(news)
}

fn take_all(phone: &mut Phone, pushes: &[Push]) {
    for push in pushes {
        take(phone, push).unwrap();
    }
}

fn authors(phone: &mut Phone, doc: &DocId) -> Vec<MemberId> {
    phone.load(doc);
    let view = phone.replica.view(doc).unwrap();
    view.edited.into_iter().filter_map(|edited| edited.member).collect()
}

/// Two phones that have been in touch with the relay, and are not any more.
fn two(role: Role) -> (Phone, Phone, Forum) {
    let (mut siti, mut budi) = (Phone::new(1, role), Phone::new(2, Role::Member));
    siti.set(&note(), "title", "Rapat");
    let mut forum = forum_of([&mut siti, &mut budi]);
    siti.disconnect(&mut forum);
    budi.disconnect(&mut forum);
    (siti, budi, forum)
}

#[test]
fn a_days_work_goes_from_phone_to_phone_and_from_there_to_the_relay_in_its_authors_name() {
    let (mut siti, mut budi, mut forum) = two(Role::Member);
    siti.set(&note(), "title", "Rapat desa");
    siti.set(&card(1), "full_name", "Siti Rahayu");
    let pushes = packet(&mut siti);
    assert_eq!(pushes.len(), 2);
    take_all(&mut budi, &pushes);
    assert_eq!(budi.field(&note(), "title"), "Rapat desa");
    assert_eq!(budi.field(&card(1), "full_name"), "Siti Rahayu");
    assert_eq!(authors(&mut budi, &note()), [siti.me.member]);
    // on this phone, and not at the relay
    for doc in [note(), card(1)] {
        assert_eq!(budi.replica.ticks(&doc), Ticks::Local);
    }
    // it is on the disk, with what proves it
    budi.restart(7);
    budi.connect(&mut forum);
    forum.settle(&mut [&mut budi]);
    for doc in [note(), card(1)] {
        assert!(matches!(budi.replica.ticks(&doc), Ticks::Relay { .. }), "{doc}");
    }
    assert_eq!(forum.quarantined, 0);
    let by_siti = forum.disk.rows.iter().filter(|row| row.device == siti.me.device).count();
    assert_eq!(by_siti, 3, "the relay has them as hers");
    let rows = forum.disk.rows.len();
    // she comes herself, and nothing is there twice
    siti.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut budi]);
    assert!(matches!(siti.replica.ticks(&note()), Ticks::Relay { received: 1, devices: 1 }));
    assert_eq!(forum.disk.rows.len(), rows);
}

#[test]
fn twice_and_in_any_order_it_is_harmless() {
    let (mut siti, mut budi, mut forum) = two(Role::Member);
    siti.set(&note(), "title", "Satu");
    let first = packet(&mut siti);
    siti.set(&note(), "title", "Dua");
    siti.set(&card(1), "full_name", "Siti");
    let second = packet(&mut siti);
    take_all(&mut budi, &second);
    take_all(&mut budi, &first);
    assert_eq!(take(&mut budi, &second[0]), Ok(false));
    assert_eq!(budi.field(&note(), "title"), "Dua");
    // and after it came from the relay
    siti.connect(&mut forum);
    budi.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut budi]);
    assert_eq!(take(&mut budi, &first[0]), Ok(false));
    assert_eq!(budi.replica.unsent().count(), 0);
    assert_eq!(forum.quarantined, 0);
}

#[test]
fn what_rests_on_what_was_carried_goes_after_it() {
    let (mut siti, mut budi, mut forum) = two(Role::Member);
    siti.set(&note(), "title", "Musyawarah");
    take_all(&mut budi, &packet(&mut siti));
    budi.set(&note(), "place", "Balai desa");
    take_all(&mut siti, &packet(&mut budi));
    assert_eq!(siti.field(&note(), "place"), "Balai desa");
    siti.set(&note(), "place", "Aula");
    take_all(&mut budi, &packet(&mut siti));
    for _restart in 0..2 {
        budi.restart(8);
    }
    budi.connect(&mut forum);
    forum.settle(&mut [&mut budi]);
    assert!(matches!(budi.replica.ticks(&note()), Ticks::Relay { .. }));
    siti.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut budi]);
    assert!(matches!(siti.replica.ticks(&note()), Ticks::Relay { .. }));
    assert_eq!(forum.disk.rows.len(), 4);
}

#[test]
fn it_is_proved_after_any_number_of_snapshots() {
    let (mut siti, mut budi, mut forum) = two(Role::Member);
    siti.set(&note(), "title", "Musyawarah");
    take_all(&mut budi, &packet(&mut siti));
    let standing = budi.standing.clone();
    let effects = budi.replica.speak(standing);
    budi.perform(effects);
    for number in 0..CHUNKS_BEFORE_COMPACTION * 2 {
        budi.set(&note(), "place", &format!("Ruang {number}"));
    }
    assert!(budi.snapshots.contains_key(&note()));
    budi.restart(9);
    budi.connect(&mut forum);
    forum.settle(&mut [&mut budi]);
    assert!(matches!(budi.replica.ticks(&note()), Ticks::Relay { .. }));
    assert!(forum.disk.rows.iter().any(|row| row.seq > Seq(1) && row.device == siti.me.device));
}

#[test]
fn what_stands_on_a_rung_is_carried_with_it() {
    let (mut siti, mut budi, mut forum) = two(Role::Member);
    siti.load(&note());
    let edit = Edit::Increment { path: "guests".into(), by: 3 };
    let effects = siti.replica.edit(&note(), edit, 1_764_000_000).unwrap();
    siti.perform(effects);
    let effects = siti.replica.commit(&note(), 1_764_000_000);
    siti.perform(effects);
    take_all(&mut budi, &packet(&mut siti));
    budi.connect(&mut forum);
    forum.settle(&mut [&mut budi]);
    assert!(matches!(budi.replica.ticks(&note()), Ticks::Relay { .. }));
}

#[test]
fn what_must_not_be_taken_is_refused_by_its_reason_and_leaves_nothing() {
    let (mut siti, mut budi, mut forum) = two(Role::Organiser);
    let board: DocId = "board/01KAV9FT000000000000000001".parse().unwrap();
    siti.set(&note(), "title", "Rapat desa");
    siti.set(&board, "title", "Rahasia");
    let pushes = packet(&mut siti);
    let of = |doc: &DocId| pushes.iter().find(|push| push.doc == *doc).unwrap().clone();
    let before = budi.ledgers.clone();
    let altered = Push { chunk: pushes[0].chunk.to_vec().into(), ..of(&board) };
    let mut other = of(&note());
    other.signature.0[9] ^= 1;
    let stranger = Push { by: Some(DeviceId([9; 8])), ..of(&note()) };
    let nobody = Push { by: None, ..of(&note()) };
    let newer = Push { chunk: vec![9, 9].into(), ..of(&note()) };
    let elsewhere = Push { doc: DocId::note(Ulid::new(5, 6)), ..of(&note()) };
    let cases: [(&Push, NotTaken); 7] = [
        (&altered, NotTaken::NotForYou),
        (&other, RefusalCode::BadSignature.into()),
        (&stranger, RefusalCode::UnknownDevice.into()),
        (&nobody, RefusalCode::UnknownDevice.into()),
        (&newer, NotTaken::Newer),
        (&elsewhere, RefusalCode::BadSignature.into()),
        (&of(&board), NotTaken::NotForYou),
    ];
    for (at, (push, why)) in cases.into_iter().enumerate() {
        assert_eq!(take(&mut budi, push), Err(why), "{at}");
    }
    assert_eq!(budi.ledgers, before);
    // shut out, as the relay said while there was a link
    budi.connect(&mut forum);
    forum.settle(&mut [&mut budi]);
    let mut device = siti.device();
    device.revoked = true;
    let told = forum.relay.know(device);
    forum.deliver(told, &mut [&mut budi]);
    assert_eq!(take(&mut budi, &of(&note())), Err(RefusalCode::Revoked.into()));
    assert_eq!(budi.field(&note(), "title"), "Rapat");
}

#[test]
fn nobody_begins_an_erased_document_anew_by_a_packet() {
    let (mut siti, mut budi, _forum) = two(Role::Member);
    let other = DocId::note(Ulid::new(5, 6));
    siti.set(&other, "title", "Rapat");
    let pushes = packet(&mut siti);
    let _hello = budi.replica.connect();
    let erased = crate::frame::Erased { number: 1, doc: other.clone(), founding: None };
    let effects = budi.replica.receive(vec![Frame::Erased(erased)], NOW_MS);
    budi.perform(effects);
    budi.restart(5);
    assert_eq!(take(&mut budi, &pushes[0]), Err(RefusalCode::Erased.into()));
    assert!(!budi.ledgers.contains_key(&other));
}

#[test]
fn an_approval_is_taken_of_those_who_may_approve() {
    for (role, taken) in [(Role::Organiser, true), (Role::Member, false)] {
        let (mut siti, mut budi, _forum) = two(Role::Organiser);
        siti.set(&note(), "state", "disahkan");
        let pushes = packet(&mut siti);
        for known in &mut budi.trusted.devices {
            known.role = role;
        }
        budi.restart(3);
        assert_eq!(take(&mut budi, &pushes[0]).is_ok(), taken, "{role:?}");
    }
}

#[test]
fn a_phone_hears_of_devices_once_and_then_of_those_that_change() {
    let (mut siti, mut budi) = (Phone::new(1, Role::Member), Phone::new(2, Role::Member));
    let mut forum = forum_of([&mut siti, &mut budi]);
    assert_eq!(siti.trusted, budi.trusted);
    assert_eq!(siti.trusted.devices.len(), 2);
    let told = |phone: &Phone| {
        phone.told.iter().filter(|event| matches!(event, Event::Devices { .. })).count()
    };
    let before = told(&budi);
    budi.disconnect(&mut forum);
    budi.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut budi]);
    assert_eq!(told(&budi), before, "nothing has changed");
    let mut new = Phone::new(3, Role::Member);
    let joined = forum.relay.know(new.device());
    forum.deliver(joined, &mut [&mut siti, &mut budi]);
    new.connect(&mut forum);
    let mut device = siti.device();
    device.me = Me { role: Role::Viewer, ..device.me };
    device.revoked = true;
    let effects = forum.relay.know(device);
    let effects =
        effects.into_iter().filter(|effect| matches!(effect, crate::relay::Effect::Send(..)));
    forum.deliver(effects.collect(), &mut [&mut siti, &mut budi, &mut new]);
    forum.settle(&mut [&mut budi, &mut new]);
    assert_eq!(new.trusted.stamp, budi.trusted.stamp);
    let shut_out = |known: &&crate::frame::Vouched| known.revoked && known.role == Role::Viewer;
    assert_eq!(budi.trusted.devices.iter().filter(shut_out).count(), 1);
    assert_eq!(budi.trusted.devices.len(), 3);
    let text = serde_json::to_string(&budi.trusted).unwrap();
    assert_eq!(serde_json::from_str::<Trusted>(&text).unwrap(), budi.trusted);
}
