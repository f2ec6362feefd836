//! What organisers do in a story: they give people other roles, and erase documents.

use std::collections::BTreeMap;

use paguyuban::access::{self, Role};
use paguyuban::frame::VERSIONS;
use paguyuban::id::{DeviceId, DocId, MemberId, Ulid};
use paguyuban_server::archive::Event;
use paguyuban_server::store::{By, Deed, Erasure, Outcome, Store};

use super::{District, Trouble};

impl District {
    /// What each person may do, as the relay's disk has it.
    fn roles(&mut self) -> Result<BTreeMap<DeviceId, Role>, Trouble> {
        let forum = self.hub.forum;
        let devices = self.hub.disk()?.devices(forum)?.into_iter();
        Ok(devices.map(|device| (device.id, device.role)).collect())
    }

    pub(super) fn role_of(&mut self, phone: usize) -> Result<Role, Trouble> {
        let me = self.phones[phone].me;
        Ok(self.roles()?.get(&me.device).copied().unwrap_or(me.role))
    }

    /// The documents of these that a phone's person may see.
    pub(super) fn sees(
        &mut self,
        phone: usize,
    ) -> Result<impl Fn(&DocId) -> bool + use<>, Trouble> {
        let (me, role) = (self.phones[phone].me, self.role_of(phone)?);
        let version = if self.phones[phone].old { 1 } else { VERSIONS.max };
        let knows = move |doc: &DocId| doc.kind().since() <= version;
        Ok(move |doc: &DocId| knows(doc) && access::may_read(role, me.member, doc))
    }

    /// An organiser gives somebody a role; one that nobody may give stays as it is.
    pub(super) fn set_role(&mut self, member: MemberId, role: Role) -> Result<(), Trouble> {
        let organisers: Vec<DeviceId> = self
            .roles()?
            .into_iter()
            .filter_map(|(device, role)| (role == Role::Organiser).then_some(device))
            .collect();
        let by = self.phones.iter().find(|phone| organisers.contains(&phone.me.device));
        let Some(me) = by.map(|phone| phone.me) else {
            return Ok(());
        };
        let act = Ulid::new(self.now_ms, u128::from(self.next_number()));
        let (forum, now_ms) = (self.hub.forum, self.now_ms);
        let device = self.hub.disk()?.device(forum, me.device)?;
        let Some(key) = device.and_then(|device| device.key_bytes()) else {
            return Ok(());
        };
        let by = By { act, device: me.device, member: me.member, key };
        let done = self.hub.disk()?.perform(forum, by, &Deed::SetRole(member, role), now_ms)?;
        if done == Outcome::Done {
            self.tale.roles_set += 1;
            self.tell_the_relay();
        }
        Ok(())
    }

    pub(super) fn change_a_role(&mut self, phone: usize) -> Result<(), Trouble> {
        let role = *self.dice.pick(&Role::ALL).unwrap_or(&Role::Organiser);
        self.set_role(self.phones[phone].me.member, role)
    }

    /// Everybody is an organiser, so that everything that waits can be sent and seen.
    pub(super) fn let_everybody_in(&mut self) -> Result<(), Trouble> {
        let members: Vec<MemberId> = self.phones.iter().map(|phone| phone.me.member).collect();
        members.into_iter().try_for_each(|member| self.set_role(member, Role::Organiser))
    }

    /// Everybody has the role with which they joined; the last organiser stays one.
    pub(super) fn put_roles_back(&mut self) -> Result<(), Trouble> {
        let joined: Vec<_> = self.phones.iter().map(|p| (p.me.member, p.me.role)).collect();
        joined.into_iter().try_for_each(|(member, role)| self.set_role(member, role))?;
        // and everybody has the newest program when they start again
        self.phones.iter_mut().for_each(|phone| phone.old = false);
        Ok(())
    }

    /// Somebody has a document erased: what was promised of it is not owed any more.
    pub(super) fn erase(&mut self) -> Result<(), Trouble> {
        if self.docs.len() < 2 {
            return Ok(());
        }
        let Some(doc) = self.dice.pick(&self.docs).cloned() else {
            return Ok(());
        };
        let (forum, at_ms) = (self.hub.forum, self.now_ms);
        let erasure = Erasure { doc: doc.clone(), by: None, at_ms };
        if self.hub.disk()?.erase(forum, &erasure)?.is_some() {
            self.tale.erased += 1;
            self.docs.retain(|other| *other != doc);
            self.audit.erased(&doc);
            self.tell_the_relay();
        }
        Ok(())
    }

    /// By the operator's command the relay is told nothing, and finds out by itself.
    fn tell_the_relay(&mut self) {
        if self.dice.once_in(2) {
            self.inbox.push(Event::Look);
        }
    }
}
