use super::*;
use crate::id::Ulid;

/// What a person of each role may do with a document of each kind: `w` writes and reads, `r` reads,
/// `-` not even that. Roles as in [`Role::ALL`].
const TABLE: [(&str, &str); 17] = [
    ("member/ME", "wwrr"),
    ("member/OTHER", "wrrr"),
    ("log/33.02.19.2003/2026", "wwrr"),
    ("note/OTHER", "wwrr"),
    ("board/OTHER", "w---"),
    ("settings", "wrrr"),
    ("private/ME/OTHER/2026", "wwww"),
    ("private/OTHER/ME/2026", "wwww"),
    ("private/OTHER/THIRD/2026", "----"),
    ("assessment/ME/2026", "wrrw"),
    ("assessment/ME/2026-2", "wrrw"),
    ("assessment/OTHER/2026-1", "w--w"),
    ("event/OTHER", "wwrr"),
    ("problems/33.02.19.2003", "wwrr"),
    ("posts", "wwrr"),
    ("own/ME/2026", "wwww"),
    ("own/OTHER/2026", "r--r"),
];

#[test]
fn the_table_of_roles_and_documents_holds_cell_by_cell() {
    let people = [("ME", 1), ("OTHER", 2), ("THIRD", 3)];
    let me = MemberId(Ulid::new(1, 1));
    for (text, cells) in TABLE {
        let named = people.iter().fold(text.to_owned(), |text, (name, number)| {
            text.replace(name, &Ulid::new(1, *number).to_string())
        });
        let doc: DocId = named.parse().unwrap();
        for (role, cell) in Role::ALL.into_iter().zip(cells.chars()) {
            assert_eq!(may_read(role, me, &doc), cell != '-', "{role:?} reads {text}");
            assert_eq!(may_write(role, me, &doc), cell == 'w', "{role:?} writes {text}");
        }
    }
}

#[test]
fn after_a_restore_members_give_back_cards_and_others_what_they_may_write() {
    let (me, other) = (Ulid::new(1, 1), Ulid::new(1, 2));
    let gives = |role, doc: String| may_give_back(role, MemberId(me), &doc.parse().unwrap());
    let card = format!("member/{other}");
    assert!(gives(Role::Member, card.clone()) && !gives(Role::Viewer, card.clone()));
    assert!(!gives(Role::Supervisor, card));
    assert!(!gives(Role::Member, format!("assessment/{me}/2026")));
    assert!(gives(Role::Supervisor, format!("assessment/{me}/2026")));
    assert!(gives(Role::Viewer, format!("private/{me}/{other}/2026")));
}
