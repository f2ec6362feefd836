use super::*;

#[test]
fn a_document_id_has_one_strict_grammar() {
    let ulid = "01JDKZ5V9Q3M7T8W2X4Y6Z0ABC";
    let other = "01JDKZ5V9Q3M7T8W2X4Y6Z0ABD";
    for good in [
        format!("member/{ulid}"),
        format!("note/{ulid}"),
        format!("board/{ulid}"),
        "settings".to_owned(),
        "log/33.02.19.2003/2026".to_owned(),
        format!("private/{ulid}/{other}/2026"),
        format!("assessment/{ulid}/2026"),
        format!("assessment/{ulid}/2026-2"),
    ] {
        assert!(good.len() <= DOC_ID_BYTES_MAX);
        assert_eq!(good.parse::<DocId>().unwrap().to_string(), good);
    }
    let lower = ulid.to_lowercase();
    for bad in [
        "",
        "/",
        "member",
        "member/",
        "member//",
        "member/..",
        "../member",
        "note/..",
        "log/33.02.19.2003",
        "log/33.02.19.2003/2026/",
        "log/33.02.19.2003/2026/x",
        "log/33.02.19.203/2026",
        "log/33.02.19.2003/26",
        "log/3a.02.19.2003/2026",
        "log/33.02.19.2003/3026",
        "log//2026",
        "note/8ZZZZZZZZZZZZZZZZZZZZZZZZZ",
        "settings/",
        "settings/x",
        "Settings",
        &format!("private/{ulid}/2026"),
        &format!("private/{ulid}/{ulid}/2026"),
        &format!("private/{ulid}/{other}/26"),
        &format!("private/{ulid}/{other}/2026/x"),
        &format!("assessment/{ulid}"),
        &format!("assessment/{ulid}/2026-3"),
        &format!("assessment/{ulid}/2026-1-2"),
        &format!("board/{ulid}/2026"),
        &format!("member/{lower}"),
        &format!("member/{ulid}/x"),
        &format!("MEMBER/{ulid}"),
        &format!(" note/{ulid}"),
        &format!("note/{ulid}\0"),
    ] {
        assert!(bad.parse::<DocId>().is_err(), "{bad:?} passed");
    }
}

#[test]
fn a_ulid_keeps_its_text_and_sorts_by_time() {
    let early = Ulid::new(1_764_000_000_000, 7);
    let late = Ulid::new(1_764_000_000_001, 3);
    assert_eq!(early.to_string().parse::<Ulid>().unwrap(), early);
    assert!(early.to_string() < late.to_string());
}

#[test]
fn an_actor_leads_back_to_its_replica_even_behind_the_concurrency_mark() {
    let replica = ReplicaId::new(DeviceId([7; 8]), [9; 8]);
    assert_eq!(ReplicaId::of_actor(&replica.actor()), Some(replica));
    let mut marked = CONCURRENCY_MARK.to_vec();
    marked.push(1);
    marked.extend(replica.0);
    assert_eq!(ReplicaId::of_actor(&ActorId::from(marked)), Some(replica));
    assert_eq!(ReplicaId::of_actor(&ActorId::from(&[1_u8; 15][..])), None);
    assert_eq!(ReplicaId::of_actor(&ActorId::from(&[0_u8; 16][..])), None);
    assert_eq!(replica.device(), DeviceId([7; 8]));
}
