use super::*;
use crate::id::Ulid;

#[test]
fn the_table_of_roles_and_documents_holds_cell_by_cell() {
    let me = MemberId(Ulid::new(1, 1));
    let other = MemberId(Ulid::new(1, 2));
    let docs: Vec<DocId> = [
        format!("member/{me}"),
        format!("member/{other}"),
        "log/33.02.19.2003/2026".to_owned(),
        format!("note/{}", Ulid::new(1, 3)),
    ]
    .iter()
    .map(|text| text.parse().unwrap())
    .collect();
    for (role, writes) in [
        (Role::Organiser, [true, true, true, true]),
        (Role::Member, [true, false, true, true]),
        (Role::Viewer, [false, false, false, false]),
    ] {
        for (doc, expected) in docs.iter().zip(writes) {
            assert_eq!(may_write(role, me, doc), expected, "{role:?} writes {doc}");
            assert!(may_read(role, me, doc), "{role:?} reads {doc}");
        }
    }
}
