//! Edits that the core refuses, between good ones: nothing of them is made, and nothing else is lost.

use std::iter::once;

use paguyuban::document::{Edit, RECORDS_MAX, Value, View};
use paguyuban::id::{DocId, DocKind, Ulid};
use paguyuban::replica::Effect;

use super::faults::Planted;
use super::peace::{difference, reopened};
use super::{At, District, Trouble, judge};
use crate::unfit::unfit;

/// A list has room for so many more when the story of a full list begins.
const ROOM: usize = 3;
/// What is written without a pause.
const RECORDS_AT_ONCE: usize = 500;

impl District {
    /// In some stories a list of some minutes is nearly full.
    pub(super) fn fill_a_list(&mut self) -> Result<(), Trouble> {
        let minutes = self.docs.iter().find(|doc| doc.kind() == DocKind::Note).cloned();
        let Some(doc) = minutes.filter(|_| self.dice.once_in(20)) else {
            return Ok(());
        };
        let at = At { phone: 0, tab: 0 };
        self.open_tab(at.phone)?;
        self.load(at, &doc)?;
        self.tab(at).own.entry(doc.clone()).or_default().insert("decisions".to_owned());
        for number in 0..RECORDS_MAX - ROOM {
            let key = Ulid::new(self.now_ms, number as u128).to_string();
            let (edit, now_s) = (Edit::Add { path: "decisions".to_owned(), key }, self.now_s(0));
            let done = self.tab(at).replica.edit(&doc, edit, now_s);
            let mut effects =
                done.map_err(|refused| format!("the list is full early: {refused}"))?;
            // nobody looks at all four thousand screens
            effects.retain(|effect| !matches!(effect, Effect::Show(_)));
            self.tab(at).take_on(effects);
            if number % RECORDS_AT_ONCE == 0 {
                self.commit(at, &doc);
            }
        }
        self.reads_back(at, &doc)
    }

    /// Somebody edits what cannot be edited so. Afterwards the document says what it said, and so does the
    /// disk as soon as that is stored.
    pub(super) fn write_badly(&mut self, at: At) -> Result<(), Trouble> {
        let Some(doc) = self.dice.pick(&self.docs).cloned() else {
            return Ok(());
        };
        if self.tab(at).halted || !self.load(at, &doc)? {
            return Ok(());
        }
        let (mut dice, now_s) = (self.dice.child(), self.now_s(at.phone));
        let tab = self.tab(at);
        let Some(before) = tab.replica.view(&doc) else {
            return Ok(());
        };
        let shown = |path: &str| tab.fields.get(&(doc.clone(), path.to_owned())).cloned();
        let Some(edit) = unfit(&mut dice, &doc, &before, shown) else {
            return Ok(());
        };
        let disk = self.phones[at.phone].disk.contents.parts(&doc);
        // approved minutes fall back when what was pending in them is committed
        let falls = judge::is_minutes(doc.kind()) && self.tab(at).typing.contains(&doc);
        if self.tab(at).replica.edit(&doc, edit.clone(), now_s).is_ok() {
            return Err(Trouble::new(format!("{doc} took what it should refuse: {}", told(&edit))));
        }
        self.tale.edits_refused += 1;
        self.mishandle(at, &doc, &edit)?;
        let after = self.tab(at).replica.view(&doc);
        let said = |view: &View| said(view, falls);
        if let Some(what) = after.and_then(|after| difference(&said(&before), &said(&after))) {
            let edit = told(&edit);
            return Err(Trouble::new(format!("refusing {edit} changed {doc}: {what}")));
        }
        if self.phones[at.phone].disk.contents.parts(&doc) != disk {
            return Err(Trouble::new(format!("refusing {} wrote to the disk", told(&edit))));
        }
        if dice.once_in(3) { self.reads_back(at, &doc) } else { Ok(()) }
    }

    /// What the only tab of a phone shows of a document, once it has heard all that others stored, is what
    /// its disk gives back.
    pub(super) fn reads_back(&mut self, at: At, doc: &DocId) -> Result<(), Trouble> {
        self.commit(at, doc);
        // whoever opens it anew looks at once for sentences that nobody wrote
        let looked = self.tab(at).replica.look();
        self.tab(at).take_on(looked);
        let stored = self.drain(at)?;
        let phone = &self.phones[at.phone];
        let [tab] = &phone.tabs[..] else {
            return Ok(());
        };
        let Some(shown) = tab.replica.view(doc).filter(|_| stored && tab.heard.is_empty()) else {
            return Ok(());
        };
        let back = reopened(&phone.disk.contents, once(doc), phone.me.member)?;
        match back.get(doc).map(|back| difference(&said(&shown, false), &said(back, false))) {
            Some(None) => Ok(()),
            Some(Some(what)) => {
                Err(Trouble::new(format!("{doc} is not on the disk as it is shown: {what}")))
            }
            None => Err(Trouble::new(format!("{doc} is not on the disk"))),
        }
    }

    /// Planted: what stands around the core takes a refusal for something else.
    fn mishandle(&mut self, at: At, doc: &DocId, edit: &Edit) -> Result<(), Trouble> {
        let now_s = self.now_s(at.phone);
        if self.is_planted(Planted::RefusalKeepsHalf)
            && let Some(half) = half_of(edit)
            && let Ok(effects) = self.tab(at).replica.edit(doc, half, now_s)
        {
            self.tab(at).take_on(effects);
        }
        if self.is_planted(Planted::RefusalLosesWhatWasPending) {
            let tab = self.tab(at);
            tab.replica.drop_from_memory(doc);
            tab.typing.remove(doc);
            let ledger = tab.ledgers.get(doc).cloned();
            let effects = tab.replica.absorb(doc, None, ledger, now_s);
            tab.take_on(effects);
            self.load(at, doc)?;
        }
        Ok(())
    }
}

/// What a document says, whichever changes say it: a refusal may have committed what was pending.
/// Whether minutes are approved is left out where that makes them fall back.
fn said(view: &View, falls: bool) -> View {
    let mut said = View { heads: Vec::new(), looked: Vec::new(), edited: None, ..view.clone() };
    if falls {
        said.fields.remove("state");
    }
    said
}

/// The first half of what was to be written.
fn half_of(edit: &Edit) -> Option<Edit> {
    let half = |text: &str| text.chars().take(text.chars().count() / 2).collect::<String>();
    match edit {
        Edit::Splice { path, at, delete, insert } => {
            let (path, insert) = (path.clone(), half(insert));
            Some(Edit::Splice { path, at: *at, delete: *delete, insert })
        }
        Edit::Set { path, value: Value::Text(text) } => {
            Some(Edit::Set { path: path.clone(), value: Value::Text(half(text)) })
        }
        _ => None,
    }
}

/// An edit in words that a screen has room for.
fn told(edit: &Edit) -> String {
    format!("{edit:?}").chars().take(200).collect()
}
