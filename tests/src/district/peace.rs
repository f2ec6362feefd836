//! The end of a story: everything heals, all sync until it is quiet, and everything is compared.

use std::collections::{BTreeMap, BTreeSet};

use paguyuban::conflict::Doubt;
use paguyuban::document::{Document, View};
use paguyuban::id::{DocId, Seq};
use paguyuban::relay::{Door, LinkId};
use paguyuban::replica::{Effect, Event};
use paguyuban::vet::Opened;
use paguyuban_server::store::Store;

use super::audit::{self, Made};
use super::faults::Planted;
use super::judge;
use super::shaky::Mood;
use super::wire::Wire;
use super::{At, District, Trouble};
use crate::disk::{Contents, Health};

/// Rounds until it must be quiet; a healthy district needs about ten.
const ROUNDS_MAX: usize = 400;
/// Frames on one wire in one round.
const FRAMES_MAX: usize = 20_000;
/// Longer than the relay's round, in which it tells cursors.
const ROUND_MS: u64 = 1_500;

impl District {
    /// Heals everything and syncs until nobody has anything to say.
    pub(super) fn make_peace(&mut self) -> Result<(), Trouble> {
        self.hub_skew_ms = 0;
        self.at_peace = true;
        if !self.hub.is_up() {
            self.start_relay()?;
        }
        self.hub.set_mood(Mood::Well);
        for phone in 0..self.phones.len() {
            self.phones[phone].disk.health = Health::Well;
            if self.phones[phone].tabs.is_empty() {
                self.open_tab(phone)?;
            }
            for tab in 0..self.phones[phone].tabs.len() {
                self.tab(At { phone, tab }).halted = false;
            }
        }
        let mut quiet_rounds = 0;
        for _ in 0..ROUNDS_MAX {
            self.now_ms += ROUND_MS;
            self.one_round()?;
            quiet_rounds = if self.is_quiet()? { quiet_rounds + 1 } else { 0 };
            if quiet_rounds > 2 {
                return Ok(());
            }
        }
        Err(Trouble::new(format!("it never gets quiet: {}", self.unrest()?)))
    }

    fn one_round(&mut self) -> Result<(), Trouble> {
        self.let_ghosts_leave();
        for at in self.all_tabs() {
            let typing: Vec<DocId> = self.tab(at).typing.iter().cloned().collect();
            typing.iter().for_each(|doc| self.commit(at, doc));
            let looked = self.tab(at).replica.look();
            self.tab(at).take_on(looked);
            self.drain(at)?;
            for _ in 0..self.tab(at).heard.len() {
                self.listen_to_tab(at)?;
                self.drain(at)?;
            }
            // as a phone does that was refused because the relay's disk was full; and what its person
            // may not see moves its cursor only when it comes again
            let behind = self.phones[at.phone].cursor() != self.log_end()?;
            let waits = behind || self.tab(at).replica.unsent().count() > 0;
            if self.tab(at).link.is_some() && waits {
                let nothing_under_way = self.wires.iter().all(Wire::is_silent);
                if nothing_under_way && self.inbox.is_empty() {
                    self.hang_up(at);
                }
            }
            self.connect(at, Door::Live)?;
            self.drain(at)?;
        }
        // a link that was to be cut before all was healed ends here, and its wire with it
        let links: Vec<LinkId> = self.wires.iter().map(|wire| wire.link).collect();
        for link in links {
            for _ in 0..FRAMES_MAX {
                let busy = |wire: &Wire| wire.link == link && (!wire.up.is_empty() || wire.in_body);
                let Some(wire) = self.wires.iter().position(busy) else {
                    break;
                };
                self.carry_up(wire);
            }
        }
        self.turn(None)?;
        self.carry_all_down()
    }

    fn carry_all_down(&mut self) -> Result<(), Trouble> {
        for _ in 0..FRAMES_MAX {
            let Some(wire) = self.wires.iter().position(|wire| !wire.down.is_empty()) else {
                return Ok(());
            };
            self.carry_down(wire)?;
        }
        Err(Trouble::new("the relay never stops talking"))
    }

    fn all_tabs(&self) -> Vec<At> {
        let phones = self.phones.iter().enumerate();
        phones
            .flat_map(|(phone, this)| (0..this.tabs.len()).map(move |tab| At { phone, tab }))
            .collect()
    }

    fn is_quiet(&mut self) -> Result<bool, Trouble> {
        Ok(self.unrest()?.is_empty())
    }

    /// What still has to happen, in words.
    fn unrest(&mut self) -> Result<String, Trouble> {
        let seq = self.log_end()?;
        let mut unrest = Vec::new();
        if !self.inbox.is_empty() {
            unrest.push("the relay has not taken everything".to_owned());
        }
        for phone in &self.phones {
            let who = phone.me.device;
            if phone.cursor() != seq {
                unrest.push(format!("{who} is at {} of {seq}", phone.cursor()));
            }
            for tab in &phone.tabs {
                if !tab.is_idle() {
                    unrest.push(format!("{who}: a tab is busy"));
                }
                for (doc, ledger) in tab.replica.unsent() {
                    let (open, speaks) = (tab.replica.is_open(doc), tab.speaks);
                    unrest.push(format!(
                        "{who} has unsent {doc} (open {open}, speaks {speaks}, {ledger:?})"
                    ));
                }
            }
        }
        Ok(unrest.join("; "))
    }

    fn log_end(&mut self) -> Result<Seq, Trouble> {
        let forum = self.hub.forum;
        Ok(self.hub.disk()?.forum(forum)?.seq)
    }

    /// Every screen, every disk and the relay hold the same, with all that was promised.
    pub(super) fn compare(&mut self) -> Result<(), Trouble> {
        let all = self.relay_views()?;
        self.tale.documents = all.len();
        for phone in 0..self.phones.len() {
            let sees = self.sees(phone)?;
            let truth = all.iter().filter(|(doc, _)| sees(doc));
            let truth = truth.map(|(doc, view)| (doc.clone(), view.clone())).collect();
            let phone = &self.phones[phone];
            let who = phone.me.device;
            let contents = &phone.disk.contents;
            same(
                &truth,
                &reopened(contents, contents.docs.keys(), phone.me.member)?,
                &format!("the disk of {who}"),
            )?;
            let stored = contents.docs.iter();
            let stored = stored.filter_map(|(doc, d)| Some((doc.clone(), d.view.clone()?)));
            same(&truth, &stored.collect(), &format!("the stored views of {who}"))?;
            for tab in &phone.tabs {
                same(&truth, &tab.screen, &format!("the screen of {who}"))?;
            }
        }
        self.compare_promises()?;
        self.compare_receipts()?;
        let faults = self.hub.check()?;
        if !faults.is_empty() {
            return Err(Trouble::new(format!("check: {}", faults.join("; "))));
        }
        self.tale.digest = digest(&all);
        Ok(())
    }

    fn compare_promises(&mut self) -> Result<(), Trouble> {
        let there = self.on_relay()?;
        let lost = self.audit.lost(&there);
        if let Some(((doc, hash), device)) = lost.first() {
            let many = lost.len();
            return Err(Trouble::new(format!(
                "{many} acknowledged changes are lost, e.g. {hash} of {doc} by {device}"
            )));
        }
        Ok(())
    }

    /// Every document on every disk shows ✓✓.
    pub(super) fn compare_ticks(&self) -> Result<(), Trouble> {
        for phone in &self.phones {
            for (doc, stored) in &phone.disk.contents.docs {
                if stored.ledger.unsent > 0 || stored.ledger.refused.is_some() {
                    let (who, ledger) = (phone.me.device, &stored.ledger);
                    return Err(Trouble::new(format!("{who} shows ✓ for {doc}: {ledger:?}")));
                }
            }
        }
        Ok(())
    }

    /// "diterima N dari M": every other device once, and all of them at the end of the log.
    fn compare_receipts(&mut self) -> Result<(), Trouble> {
        let (others, seq) = (self.phones.len() as u32 - 1, self.log_end()?);
        for phone in &self.phones {
            let counted: u32 = phone.receipts.iter().map(|group| group.devices).sum();
            let there = phone.receipts.iter().filter(|group| group.cursor == seq);
            let there: u32 = there.map(|group| group.devices).sum();
            if (there, counted) != (others, others) {
                let who = phone.me.device;
                return Err(Trouble::new(format!("{who}: received by {there} of {counted}")));
            }
        }
        Ok(())
    }

    fn relay_views(&mut self) -> Result<BTreeMap<DocId, View>, Trouble> {
        let (forum, mut views) = (self.hub.forum, BTreeMap::new());
        let member = self.phones[0].me.member;
        for doc in self.hub.disk()?.documents_after(forum, None, usize::MAX >> 1)? {
            let Some(stored) = self.hub.disk()?.document(forum, &doc)? else {
                return Err(Trouble::new(format!("the relay has no {doc}")));
            };
            let opened = Opened::load(doc.kind(), stored.snapshot.as_deref(), stored.tail);
            let saved = opened.and_then(|opened| opened.save()).map_err(|bad| bad.to_string())?;
            // somebody to whom all of it is new, so that every sentence is looked at
            let nobody = paguyuban::id::ReplicaId([0xFF; 16]);
            let document = Document::load(doc.clone(), nobody, member, None, []);
            let mut document = document.map_err(|bad| bad.to_string())?;
            document.merge_snapshot(&saved).map_err(|bad| bad.to_string())?;
            let view = document.view();
            let old = self.is_planted(Planted::ApprovalOutlivesAnEdit);
            self.tale.approved += usize::from(judge::approval(&view, &saved, old)?);
            views.insert(doc, view);
        }
        Ok(views)
    }

    pub(super) fn on_relay(&mut self) -> Result<BTreeSet<Made>, Trouble> {
        let (forum, mut made) = (self.hub.forum, BTreeSet::new());
        let mut after = Seq(0);
        loop {
            let rows = self.hub.disk()?.log_after(forum, after, 1 << 20)?;
            let Some(last) = rows.last() else {
                return Ok(made);
            };
            after = last.seq;
            for row in rows {
                let changes =
                    paguyuban::chunk::unpack(row.content.chunk().map_or(&[][..], Vec::as_slice))
                        .map_err(|bad| bad.to_string())?;
                made.extend(changes.iter().map(|change| (row.doc.clone(), change.hash())));
            }
        }
    }

    pub(super) fn on_phones(&self) -> Result<BTreeSet<Made>, Trouble> {
        let mut made = BTreeSet::new();
        for phone in &self.phones {
            made.extend(audit::on_disk(&phone.disk.contents)?);
        }
        Ok(made)
    }
}

/// These documents of a disk, opened from scratch.
pub(super) fn reopened<'a>(
    contents: &Contents,
    docs: impl Iterator<Item = &'a DocId>,
    member: paguyuban::id::MemberId,
) -> Result<BTreeMap<DocId, View>, Trouble> {
    let id = paguyuban::id::ReplicaId([0xFE; 16]);
    let mut views = BTreeMap::new();
    let forum = paguyuban::id::ForumId(paguyuban::id::Ulid::new(0, 0));
    let opening = contents.opening(forum, id, (member, paguyuban::access::Role::Viewer));
    let mut replica = paguyuban::replica::Replica::new(opening);
    for doc in docs {
        let parts = contents.parts(doc);
        let effects = replica.load(doc, parts.snapshot.as_deref(), &parts.chunks, parts.asked);
        if effects.iter().any(|effect| matches!(effect, Effect::Tell(Event::Damaged { .. }))) {
            return Err(Trouble::new(format!("{doc} does not open from the disk")));
        }
        views.extend(replica.view(doc).map(|view| (doc.clone(), view)));
    }
    Ok(views)
}

/// Compares views, with the sentences that are in doubt.
fn same(
    truth: &BTreeMap<DocId, View>,
    seen: &BTreeMap<DocId, View>,
    what: &str,
) -> Result<(), Trouble> {
    let names: BTreeSet<&DocId> = truth.keys().chain(seen.keys()).collect();
    for doc in names {
        let (Some(one), Some(other)) = (truth.get(doc), seen.get(doc)) else {
            // a document that was opened and never written to is nowhere but here
            if seen.get(doc).is_some_and(|view| view.edited.is_none()) {
                continue;
            }
            let side = if truth.contains_key(doc) { "lacks" } else { "alone has" };
            return Err(Trouble::new(format!("{what} {side} {doc}")));
        };
        if let Some(what_differs) = difference(&asking(one), &asking(other)) {
            return Err(Trouble::new(format!("{what} differs in {doc}: {what_differs}")));
        }
    }
    Ok(())
}

/// The first part in which two views differ.
pub(super) fn difference(one: &View, other: &View) -> Option<String> {
    let told = |part: &str, one: &dyn std::fmt::Debug, other: &dyn std::fmt::Debug| {
        Some(format!("{part}: the relay has {one:?}, here is {other:?}"))
    };
    if one.heads != other.heads {
        return told("heads", &one.heads, &other.heads);
    }
    let names: BTreeSet<&String> = one.fields.keys().chain(other.fields.keys()).collect();
    for name in names {
        if one.fields.get(name) != other.fields.get(name) {
            return told(name, &one.fields.get(name), &other.fields.get(name));
        }
    }
    if one.conflicts != other.conflicts {
        return told("conflicts", &one.conflicts, &other.conflicts);
    }
    if one.doubts != other.doubts {
        return told("doubts", &one.doubts, &other.doubts);
    }
    (one != other).then(|| format!("the relay has {one:?}, here is {other:?}"))
}

/// A view with which sentences are in doubt, but not whose versions are shown: a phone keeps those of the
/// people who had met when it was first asked.
fn asking(view: &View) -> View {
    let doubts = view.doubts.iter().map(|doubt| Doubt {
        base: String::new(),
        a: String::new(),
        b: String::new(),
        a_member: None,
        b_member: None,
        a_device: None,
        b_device: None,
        others: Vec::new(),
        ..doubt.clone()
    });
    View { doubts: doubts.collect(), looked: Vec::new(), ..view.clone() }
}

/// FNV-1a over the documents as JSON: <http://www.isthe.com/chongo/tech/comp/fnv/>.
fn digest(views: &BTreeMap<DocId, View>) -> u64 {
    let all: Vec<View> = views.values().map(asking).collect();
    let json = serde_json::to_vec(&all).unwrap_or_default();
    json.iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3)
    })
}
