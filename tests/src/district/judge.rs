//! What must be true of one act or one document whatever else happened: judged from outside, by what people see,
//! and not by the rules of the core.

use std::collections::{BTreeMap, BTreeSet};

use automerge::transaction::CommitOptions;
use automerge::{AutoCommit, ROOT, ReadDoc};
use paguyuban::document::{Edit, Value, View};
use paguyuban::id::DocKind;

use super::Trouble;

/// The fields of minutes that say how far they are, and nothing of what was said.
const ABOUT: [&str; 4] = ["state", "archived_on", "approvals", "number"];
/// The same of a promise.
const PROGRESS: [&str; 3] = ["state", "done_on", "done_note"];

/// Where an edit writes; what else it names lies below.
pub(super) fn written(edit: &Edit) -> String {
    match edit {
        Edit::Add { path, key } | Edit::Include { path, key } | Edit::Exclude { path, key } => {
            format!("{path}/{key}")
        }
        _ => edit.path().to_owned(),
    }
}

/// Whoever merges two cards of one person writes whose card it is, and nothing else in it.
pub(super) fn merges(edit: &Edit, before: Option<&View>, after: &View) -> Result<(), Trouble> {
    if edit.path() != "merged_into" {
        return Ok(());
    }
    let changed = changed(before, after);
    match changed.iter().find(|path| *path != "merged_into") {
        Some(path) => Err(Trouble::new(format!("merging {} changed its {path}", after.doc))),
        None => Ok(()),
    }
}

/// A step back or on changes what its person wrote on this page, whoever wrote beside it.
pub(super) fn steps(own: &BTreeSet<String>, before: &View, after: &View) -> Result<(), Trouble> {
    let below = |path: &str, of: &str| {
        path.strip_prefix(of).is_some_and(|rest| rest.starts_with('/') || rest.is_empty())
    };
    let mine = |path: &str| own.iter().any(|mine| below(path, mine) || below(mine, path));
    // approved minutes fall back when anything of them changes, also by a step back
    let falls = |path: &str| is_minutes(after.kind) && path == "state";
    match changed(Some(before), after).iter().find(|path| !mine(path) && !falls(path)) {
        Some(path) => Err(Trouble::new(format!(
            "a step back changed {path} of {}, which its person did not write: from {:?} to {:?}",
            after.doc,
            before.at(path),
            after.at(path),
        ))),
        None => Ok(()),
    }
}

/// Minutes that are shown as approved say what they said when they were. Gives whether they are; with the fault
/// planted, whatever the register says is shown.
pub(super) fn approval(view: &View, saved: &[u8], planted: bool) -> Result<bool, Trouble> {
    if !is_minutes(view.kind) {
        return Ok(false);
    }
    let bad = |error: automerge::AutomergeError| Trouble::new(format!("{}: {error}", view.doc));
    let mut now = AutoCommit::load(saved).map_err(bad)?;
    let Some((word, approval)) = now.get(ROOT, "state").map_err(bad)? else {
        return Ok(false);
    };
    let shown = match planted {
        true => word.as_str(),
        false => view.at("state").and_then(Value::as_str),
    };
    if shown != Some("disahkan") {
        return Ok(false);
    }
    let Some(approved) = now.hash_for_opid(&approval) else {
        return Err(Trouble::new(format!("{}: nobody approved it", view.doc)));
    };
    let mut then = now.fork_at(&[approved]).map_err(bad)?;
    let (now, then) = (said(&mut now), said(&mut then));
    if now == then {
        return Ok(true);
    }
    Err(Trouble::new(format!("{} is shown as approved and was changed: {then} is {now}", view.doc)))
}

/// What can be approved: minutes of the forum and of its organisers.
pub(super) fn is_minutes(kind: DocKind) -> bool {
    matches!(kind, DocKind::Note | DocKind::Board)
}

/// What minutes say, as JSON.
fn said(doc: &mut AutoCommit) -> serde_json::Value {
    doc.commit_with(CommitOptions::default());
    let json = serde_json::to_value(automerge::AutoSerde::from(&*doc));
    let mut json = json.unwrap_or_default();
    if let Some(fields) = json.as_object_mut() {
        ABOUT.iter().for_each(|about| drop(fields.remove(*about)));
        let promises = fields.get_mut("follow_ups").and_then(serde_json::Value::as_object_mut);
        for promise in promises.into_iter().flat_map(|promises| promises.values_mut()) {
            let promise = promise.as_object_mut();
            promise.into_iter().for_each(|fields| {
                PROGRESS.iter().for_each(|progress| drop(fields.remove(*progress)));
            });
        }
    }
    json
}

/// The paths at which two views of a document differ.
fn changed(before: Option<&View>, after: &View) -> BTreeSet<String> {
    let (mut one, mut other) = (BTreeMap::new(), BTreeMap::new());
    before.into_iter().flat_map(|view| &view.fields).for_each(|(name, value)| {
        flatten(name, value, &mut one);
    });
    after.fields.iter().for_each(|(name, value)| flatten(name, value, &mut other));
    let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    names.into_iter().filter(|name| one.get(*name) != other.get(*name)).cloned().collect()
}

/// What is there by its path. Maps, sets and texts with nothing in them come when a document begins, and with a
/// later version of its kind, unasked.
fn flatten<'a>(path: &str, value: &'a Value, into: &mut BTreeMap<String, Option<&'a Value>>) {
    match value {
        Value::Map(fields) => {
            fields.iter().for_each(|(name, value)| flatten(&format!("{path}/{name}"), value, into));
        }
        Value::List(keys) => keys.iter().for_each(|key| {
            into.insert(format!("{path}/{}", key.as_str().unwrap_or_default()), None);
        }),
        Value::Null => {}
        Value::Text(text) if text.is_empty() => {}
        value => drop(into.insert(path.to_owned(), Some(value))),
    }
}
