//! What people do with their hands: write, take back, leave a field.

use std::collections::BTreeSet;

use paguyuban::document::{Edit, Value};
use paguyuban::id::DocId;
use paguyuban::replica::EditError;

use super::faults::Planted;
use super::judge;
use super::phone::Tab;
use super::{At, District, Trouble};
use crate::writer::{self, Writer};

impl District {
    pub(super) fn write(&mut self, at: At) -> Result<(), Trouble> {
        let Some(doc) = self.dice.pick(&self.docs).cloned() else {
            return Ok(());
        };
        let unheard_of = self.phones[at.phone].old && doc.kind().since() > 1;
        if unheard_of || self.tab(at).halted || !self.load(at, &doc)? {
            return Ok(());
        }
        let (mut dice, now_s) = (self.dice.child(), self.now_s(at.phone));
        let members: Vec<String> =
            self.phones.iter().map(|phone| phone.me.member.to_string()).collect();
        let now_ms = self.now_ms;
        let tab = self.tab(at);
        let view = tab.replica.view(&doc);
        let edit = Writer { dice: &mut dice, now_ms, members: &members }.edit(&doc, view.as_ref());
        let edit = put_in_field(tab, &doc, edit, &mut dice);
        match tab.replica.edit(&doc, edit.clone(), now_s) {
            Ok(effects) => {
                tab.take_on(effects);
                tab.typing.insert(doc.clone());
                tab.own.entry(doc.clone()).or_default().insert(judge::written(&edit));
                if edit.path() == "merged_into" {
                    self.tale.merges += 1;
                    self.write_badly_beside(at, &doc, Planted::MergingRewrites)?;
                }
                let tab = self.tab(at);
                tab.show(&doc);
                if let Some(after) = tab.screen.get(&doc) {
                    judge::merges(&edit, view.as_ref(), after)?;
                }
                self.tale.edits += 1;
                Ok(())
            }
            Err(EditError::NotAllowed(_) | EditError::Invalid(_)) => {
                tab.show(&doc);
                Ok(())
            }
            Err(error @ EditError::NotOpen(_)) => Err(Trouble::new(error.to_string())),
        }
    }

    /// Takes back what was written last, or does it again; what is being typed is the last thing.
    pub(super) fn step_back(&mut self, at: At) -> Result<(), Trouble> {
        let used: Vec<_> = self.tab(at).used.iter().cloned().collect();
        let Some(doc) = self.dice.pick(&used).cloned() else {
            return Ok(());
        };
        if self.tab(at).halted || !self.load(at, &doc)? {
            return Ok(());
        }
        let (back, now_s) = (!self.dice.once_in(3), self.now_s(at.phone));
        let tab = self.tab(at);
        // not in memory, so there is nothing to go back in: the screen shows what it did
        let Some(before) = tab.replica.view(&doc) else {
            return Ok(());
        };
        tab.typing.remove(&doc);
        let done = match back {
            true => tab.replica.undo(&doc, "2026-03-15", now_s),
            false => tab.replica.redo(&doc, "2026-03-15", now_s),
        };
        match done {
            Ok(effects) => {
                tab.take_on(effects);
                self.tale.steps_back += 1;
                self.write_badly_beside(at, &doc, Planted::StepBackTakesFromOthers)?;
            }
            Err(EditError::NotAllowed(_)) => {}
            Err(error) => return Err(Trouble::new(format!("a step back: {error}"))),
        }
        let tab = self.tab(at);
        tab.show(&doc);
        let none = BTreeSet::new();
        let own = tab.own.get(&doc).unwrap_or(&none);
        tab.screen.get(&doc).map_or(Ok(()), |after| judge::steps(own, &before, after))
    }

    /// The planted fault: an act writes one thing more than it should, a name that somebody gave.
    fn write_badly_beside(&mut self, at: At, doc: &DocId, planted: Planted) -> Result<(), Trouble> {
        if !self.is_planted(planted) {
            return Ok(());
        }
        let now_s = self.now_s(at.phone);
        let tab = self.tab(at);
        let own = tab.own.get(doc);
        let foreign = |path: &&str| own.is_none_or(|own| !own.contains(*path));
        for path in
            ["full_name", "nickname", "title", "kecamatan"].iter().filter(|path| foreign(path))
        {
            let edit =
                Edit::Set { path: (*path).to_owned(), value: Value::from("Nama orang lain") };
            if let Ok(effects) = tab.replica.edit(doc, edit, now_s) {
                tab.take_on(effects);
                return Ok(());
            }
        }
        Ok(())
    }

    pub(super) fn commit_one(&mut self, at: At) {
        let typing: Vec<_> = self.tab(at).typing.iter().cloned().collect();
        if let Some(doc) = self.dice.pick(&typing).cloned() {
            self.commit(at, &doc);
        }
    }

    pub(super) fn commit(&mut self, at: At, doc: &DocId) {
        let now_s = self.now_s(at.phone);
        let tab = self.tab(at);
        tab.typing.remove(doc);
        if tab.replica.is_open(doc) {
            let effects = tab.replica.commit(doc, now_s);
            tab.take_on(effects);
            tab.show(doc);
        }
    }
}

/// Makes a splice fit the text that its field shows. Some fields are pinned to what they showed
/// when somebody began to write in them.
fn put_in_field(tab: &mut Tab, doc: &DocId, edit: Edit, dice: &mut crate::dice::Dice) -> Edit {
    if !matches!(edit, Edit::Splice { .. }) {
        return edit;
    }
    let field = (doc.clone(), edit.path().to_owned());
    let pinned = tab.fields.get(&field).filter(|_| !dice.once_in(4)).cloned();
    let text = pinned.unwrap_or_else(|| {
        let view = tab.replica.view(doc);
        let heads = view.as_ref().map(|view| view.heads.clone()).unwrap_or_default();
        let effects = tab.replica.shown(doc, &field.1, &heads);
        tab.take_on(effects);
        writer::text_at(view.as_ref(), &field.1)
    });
    let edit = writer::fit(edit, &text);
    tab.fields.insert(field, writer::typed(&text, &edit));
    edit
}
