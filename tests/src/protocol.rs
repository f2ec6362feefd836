//! The tables of the protocol, made of what the code says: fields, first changes, limits.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use automerge::legacy::{Key, ObjectId};
use paguyuban::document::file::FILE_BYTES_MAX;
use paguyuban::document::shape::{Field, Kind, Shape};
use paguyuban::document::{first_change, genesis_head, rungs};
use paguyuban::id::DocKind;
use paguyuban::limits::{self, Limit};

/// Where the tables stand.
pub const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/PROTOCOL-TABLES.md");

const HEAD: &str = "\
# Tables of the protocol

Written by `cargo xtask protocol` from what the code says; a test compares. What the words mean stands in
[PROTOCOL.md](PROTOCOL.md), §7 and §8.

";

/// The whole file.
#[must_use]
pub fn tables() -> String {
    let mut text = HEAD.to_owned();
    text.push_str("## First changes\n\n| kind | hash | bytes, base64 |\n|---|---|---|\n");
    for kind in DocKind::ALL {
        let bytes = base64(first_change(kind).raw_bytes());
        line(
            &mut text,
            &[&format!("`{}`", name_of(kind)), &genesis_head(kind).to_string(), &bytes],
        );
    }
    text.push_str(
        "\n## Rungs\n\n| kind | rung | makes | hash | bytes, base64 |\n|---|---|---|---|---|\n",
    );
    for kind in DocKind::ALL {
        let makes = Shape::of(kind).rungs.iter().map(|names| names.join(" "));
        for ((number, rung), makes) in (1..).zip(rungs(kind)).zip(makes) {
            let (kind, makes) = (format!("`{}`", name_of(kind)), format!("`{makes}`"));
            let (hash, bytes) = (rung.hash().to_string(), base64(rung.raw_bytes()));
            line(&mut text, &[&kind, &format!("{number}"), &makes, &hash, &bytes]);
        }
    }
    text.push_str(
        "\nA *private* document is as a log, a *board* as a note. An *object* is named by the operation of the first\n\
         change that made it; objects of a record are made with it.\n",
    );
    let as_another = [DocKind::Private, DocKind::Board];
    for kind in DocKind::ALL.into_iter().filter(|kind| !as_another.contains(kind)) {
        let _ = writeln!(text, "\n## Fields of `{}`\n", name_of(kind));
        text.push_str("| path | field | value or key | object |\n|---|---|---|---|\n");
        let objects = objects_of(kind);
        fields(&mut text, Shape::of(kind), "", &objects);
    }
    text.push_str("\n## Limits\n\n| most | of | constant |\n|---|---|---|\n");
    let all = limits::limits().into_iter().chain(paguyuban_server::limits());
    all.for_each(|limit| row(&mut text, &limit));
    text
}

fn name_of(kind: DocKind) -> String {
    format!("{kind:?}").to_lowercase()
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

fn line(text: &mut String, cells: &[&str]) {
    let _ = writeln!(text, "| {} |", cells.join(" | "));
}

fn row(text: &mut String, limit: &Limit) {
    let name: String = limit.name.split_whitespace().collect();
    line(text, &[&grouped(limit.value), limit.what, &format!("`{name}`")]);
}

fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| std::str::from_utf8(group).unwrap_or_default())
        .collect();
    groups.join(",")
}

/// Path → the operation of the first change that made what is there.
fn objects_of(kind: DocKind) -> BTreeMap<String, u64> {
    let first = first_change(kind);
    let (mut names, mut objects) = (BTreeMap::new(), BTreeMap::new());
    for (counter, op) in (first.start_op().get()..).zip(first.decode().operations) {
        let parent = match &op.obj {
            ObjectId::Root => String::new(),
            ObjectId::Id(id) => format!("{}/", names[&id.counter()]),
        };
        if let Key::Map(key) = &op.key {
            let path = format!("{parent}{key}");
            names.insert(counter, path.clone());
            objects.insert(path, counter);
        }
    }
    objects
}

fn fields(text: &mut String, shape: &Shape, path: &str, objects: &BTreeMap<String, u64>) {
    for (name, field) in shape.fields {
        let path = format!("{path}{name}");
        let object = objects.get(&path).map_or_else(String::new, |counter| counter.to_string());
        let (what, value) = match field {
            Field::Register(kind) => ("register", value_of(*kind)),
            Field::Text => ("text", String::new()),
            Field::Set(kind) => ("set", value_of(*kind)),
            Field::Registers { key, value } => {
                ("registers", format!("{} → {}", value_of(*key), value_of(*value)))
            }
            Field::Counter => ("counter", String::new()),
            Field::Records(_) => ("records", "ULID".to_owned()),
            Field::Group(_) => ("group", String::new()),
        };
        line(text, &[&format!("`{path}`"), what, &value, &object]);
        match field {
            Field::Records(record) => fields(text, record, &format!("{path}/{{ulid}}/"), objects),
            Field::Group(group) => fields(text, group, &format!("{path}/"), objects),
            _ => {}
        }
    }
}

fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" ")
}

fn value_of(kind: Kind) -> String {
    match kind {
        Kind::Line(chars) => format!("line of at most {chars} characters"),
        Kind::Date => "date".to_owned(),
        Kind::Time => "time".to_owned(),
        Kind::Bytes => format!("bytes, an integer from 1 to {FILE_BYTES_MAX}"),
        Kind::Rupiah => "rupiah, an integer".to_owned(),
        Kind::Phone => "telephone number, E.164".to_owned(),
        Kind::Email => "e-mail address".to_owned(),
        Kind::Word(words) => format!("word, by default {}", listed(words)),
        Kind::State(words) => format!("one of {}", listed(words)),
        Kind::Termed => "vocabulary`:`word".to_owned(),
        Kind::Member => "member".to_owned(),
        Kind::Graded => "competence`:`member, who assesses".to_owned(),
        Kind::Link => "what`:`how`:`ULID, the first two each a word or a ULID".to_owned(),
        Kind::Village => "village".to_owned(),
        Kind::Ulid => "ULID".to_owned(),
        Kind::Order => "order key: digits and letters, not `0` at the end".to_owned(),
        Kind::Hash => "SHA-256 in hexadecimal".to_owned(),
        Kind::Heads => "change hashes in hexadecimal, sorted, a space between".to_owned(),
    }
}
