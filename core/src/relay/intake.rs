//! What was pushed: checked, tried out per document, and made into entries of the log.

use automerge::{Change, ChangeHash};

use super::devices::Device;
use super::link::{Link, LinkId};
use super::{Batch, Effect, Entry, Quarantined, Relay};
use crate::access::{self, Role};
use crate::chunk::{self, BadChunk};
use crate::document::{self, Founding};
use crate::frame::{Closing, Frame, Heads, Push, RefusalCode, Refused, Stored, Want};
use crate::id::{DeviceId, DocId, DocKind, ForumId, Mark, ReplicaId, Seq};
use crate::signature::{DeviceKey, words_of_chunk};
use crate::vet::{Carrier, Hand};

/// What a push costs beyond its bytes that can do nothing but cost, in bytes: the device's next ones come
/// after everybody else's.
pub(super) const WRONG_COST: u64 = 1024 * 1024;

/// What a push costs at least that was unpacked in vain, in bytes.
pub(super) const VAIN_COST: u64 = 64 * 1024;
/// What reading one operation costs, in bytes.
const OP_COST: u64 = 32;

/// A push that has arrived.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) link: LinkId,
    /// See [`super::queue`].
    pub(super) turn: u64,
    /// The how manieth push it is.
    pub(super) arrival: u64,
    /// Tried together with others it did not pass.
    pub(super) alone: bool,
    /// It is large, and tried apart from the others.
    pub(super) large: bool,
    /// How often others wrote in its document while it was tried.
    pub(super) overtaken: u32,
    pub(super) push: Push,
    replica: ReplicaId,
    pub(super) carrier: Carrier,
    /// The device that hands it in.
    hand: DeviceId,
    /// What its author may do.
    role: Role,
    /// Its author approves minutes, or who hands it in does.
    approves: bool,
    /// What the signature has to be of.
    pub(super) key: Option<DeviceKey>,
    /// An organiser hands in what somebody else wrote who could not have it taken.
    accepted_by: Option<DeviceId>,
    /// Why nothing new of it is taken.
    pub(super) barred: Option<RefusalCode>,
    /// Neither who hands it in nor who wrote it may see the document: it is not opened, so that neither
    /// the answer nor its time says what it holds.
    blind: bool,
    /// Another device than the one it names hands it in.
    pub(super) carried: bool,
    /// With what the document was founded anew, if it was.
    pub(super) founding: Option<Founding>,
    /// Its author has not heard of that yet.
    earlier: bool,
}

impl Waiting {
    /// `None` if the link has not said hello.
    pub(super) fn new(id: LinkId, link: &Link, push: Push, relay: &Relay) -> Option<Self> {
        let spoke = link.replica?;
        let by = push.by.unwrap_or(link.me.device);
        let author = relay.devices.get(&by);
        let carried = by != link.me.device;
        let role = author.map_or(link.me.role, |author| author.me.role);
        let founding = relay.founding(&push.doc);
        let right = author.map(|author| right_of(author, link, &push.doc));
        Some(Self {
            link: id,
            turn: 0,
            arrival: 0,
            alone: false,
            large: false,
            overtaken: 0,
            hand: link.me.device,
            role,
            approves: access::may_approve(role) || access::may_approve(link.me.role),
            // so that it also goes to the phone that carried it
            replica: if carried { ReplicaId::new(by, [0; 8]) } else { spoke },
            carrier: Carrier {
                device: by,
                member: author.map_or(link.me.member, |author| author.me.member),
                hand: Hand::Own,
            },
            key: author.and_then(|author| author.key.clone()),
            accepted_by: (right == Some(Right::Accepted)).then_some(link.me.device),
            barred: match right {
                None => Some(RefusalCode::UnknownDevice),
                Some(_) if link.may_read(&push.doc) && relay.is_erased(&push.doc) => {
                    Some(RefusalCode::Erased)
                }
                Some(Right::Barred(code)) => Some(code),
                Some(_) => relay.is_erased(&push.doc).then_some(RefusalCode::Erased),
            },
            blind: !link.may_read(&push.doc) && !author.is_some_and(|it| it.may_read(&push.doc)),
            carried,
            founding: founding.map(|(_, founding)| founding),
            earlier: founding
                .is_some_and(|(number, _)| author.is_none_or(|author| author.erased < number)),
            push,
        })
    }

    pub(super) fn is_about(&self, doc: &DocId) -> bool {
        self.push.doc == *doc
    }

    /// Not taken, and not kept aside either.
    pub(super) fn turned_down(self, code: RefusalCode) -> Effect {
        let Push { push, doc, .. } = self.push;
        Effect::Send(self.link, Frame::Refused(Refused { push, doc, code }))
    }

    pub(super) fn bytes(&self) -> usize {
        self.push.chunk.len()
    }

    /// Its turn is when those have been served that came before.
    pub(super) fn after_the_others(self) -> Self {
        Self { turn: self.turn + WRONG_COST, ..self }
    }

    /// Who is charged for it.
    pub(super) fn device(&self) -> DeviceId {
        self.hand
    }

    /// Why it is not taken, as far as that can be said without looking into it: by its size, by who
    /// signed it, by whether its person may see a document of this name at all.
    pub(super) fn refused_unread(&self) -> Option<RefusalCode> {
        if let Some(code @ RefusalCode::UnknownDevice) = self.barred {
            return Some(code);
        }
        if self.blind {
            return Some(RefusalCode::NotAllowed);
        }
        if self.push.chunk.len() > chunk::CHUNK_BYTES_MAX {
            return Some(RefusalCode::TooLarge);
        }
        let signed = self.key.is_some() && self.push.signature.is_well_formed();
        (!signed).then_some(RefusalCode::BadSignature)
    }

    /// Why it is not taken now that it was read, if that is a matter of rights, or of another generation.
    pub(super) fn forbidden(&self, new: &[Change]) -> Option<RefusalCode> {
        let doc = &self.push.doc;
        if self.founding.is_some_and(|it| new.iter().any(|change| !it.takes(doc, change))) {
            return Some(RefusalCode::Refounded);
        }
        // what the relay lost was allowed when it was first taken
        let bound = self.carrier.hand == Hand::Own && self.push.doc.kind() == DocKind::Note;
        let approves = || bound && !self.approves && new.iter().any(document::approves);
        self.barred.or_else(|| approves().then_some(RefusalCode::NotAllowed))
    }

    /// What its author is told if it rests on something that is not here.
    pub(super) fn without_ground(&self) -> RefusalCode {
        if self.earlier { RefusalCode::Refounded } else { RefusalCode::MissingDeps }
    }

    pub(super) fn refused(self, code: RefusalCode) -> Vec<Effect> {
        let Push { push, doc, chunk, .. } = self.push;
        let refused = Refused { push, doc: doc.clone(), code };
        let mut effects = vec![Effect::Send(self.link, Frame::Refused(refused))];
        if keeps_aside(code, self.carried) {
            let device = self.carrier.device;
            effects.push(Effect::Quarantine(Quarantined {
                device,
                doc,
                code,
                chunk: chunk.into(),
            }));
        }
        effects
    }
}

/// Whether the bytes of what was refused for this are kept for the operator: not if nobody vouches for
/// them, so that nobody crowds out what matters, and nothing of an erased document.
fn keeps_aside(code: RefusalCode, carried: bool) -> bool {
    use RefusalCode::{BadSignature, Erased, Malformed, Refounded, TooLarge, UnknownDevice};
    // bytes that cannot be read cannot be checked against the signature of whom they name
    let unread = carried && matches!(code, Malformed | TooLarge);
    !code.passes() && !unread && !matches!(code, BadSignature | Erased | Refounded | UnknownDevice)
}

/// By what right something is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Right {
    /// Of the person who wrote it.
    Own,
    /// Of the organiser who hands it in.
    Accepted,
    Barred(RefusalCode),
}

fn right_of(author: &Device, link: &Link, doc: &DocId) -> Right {
    if author.me.device == link.me.device {
        let allowed = link.may_write(doc);
        return if allowed { Right::Own } else { Right::Barred(RefusalCode::NotAllowed) };
    }
    let own = access::may_write(author.me.role, author.me.member, doc);
    match author.revoked {
        false if own => Right::Own,
        _ if link.me.role == Role::Organiser && (own || link.may_write(doc)) => Right::Accepted,
        true => Right::Barred(RefusalCode::Revoked),
        false => Right::Barred(RefusalCode::NotAllowed),
    }
}

impl Relay {
    /// Takes a push for [`Relay::try_out`], or says at once why not.
    pub(super) fn push(&mut self, id: LinkId, push: Push) -> Vec<Effect> {
        let Some(link) = self.links.get(&id) else {
            return Vec::new();
        };
        let Some(waiting) = Waiting::new(id, link, push, self) else {
            return vec![Effect::Close(id, Closing::BadFrame)];
        };
        if let Some(code) = waiting.refused_unread() {
            self.queue.charge(waiting.device(), WRONG_COST);
            return waiting.refused(code);
        }
        if !self.allowances.has_patience(waiting.device()) {
            return vec![waiting.turned_down(RefusalCode::Busy)];
        }
        // what the relay has had before is nobody's new work
        let counted = waiting.push.signature.seal().is_none();
        if counted && !self.allowances.is_left(waiting.carrier.member) {
            return vec![waiting.turned_down(RefusalCode::Busy)];
        }
        if waiting.barred.is_some() {
            // it can only be something that is stored already: whoever may write comes first
            self.queue.charge(waiting.device(), WRONG_COST);
        }
        let no_room = self.queue.add(waiting);
        no_room.map(|waiting| waiting.turned_down(RefusalCode::Busy)).into_iter().collect()
    }

    /// The log is one place longer. The mark of the place before, and of the new one.
    pub(super) fn advance(&mut self, doc: &DocId, changes: &[Change]) -> (Mark, Mark) {
        self.seq = Seq(self.seq.0 + 1);
        let mark = self.seal.mark(self.mark, self.seq, doc, changes);
        (std::mem::replace(&mut self.mark, mark), mark)
    }

    /// What a push builds on is not here: the relay has lost it, or the phone believes what was never so. It is
    /// told once in a link what is here.
    pub(super) fn ask_for_ground(
        &mut self,
        id: LinkId,
        doc: &DocId,
        heads: Vec<ChangeHash>,
    ) -> Option<Effect> {
        let link = self.links.get_mut(&id).filter(|link| link.may_read(doc))?;
        if !link.told_heads.insert(doc.clone()) {
            return None;
        }
        let (doc, heads, own) = (doc.clone(), Heads(heads), Some(true));
        Some(Effect::Send(id, Frame::Want(Want { doc, heads, own })))
    }

    /// An entry for each of the chunks that the new changes make; the last one's place is told.
    pub(super) fn accept(
        &mut self,
        push: &Waiting,
        fresh: Vec<Fresh>,
        heads: &[ChangeHash],
        batch: &mut Batch,
    ) {
        let (link, number, doc) = (push.link, push.push.push, &push.push.doc);
        let Some(last) = fresh.len().checked_sub(1) else {
            let (seq, mark) = (self.seq, Some(self.end()));
            let stored = Stored { push: number, doc: doc.clone(), seq, mark };
            batch.known.push((link, stored));
            return;
        };
        for (at, Fresh { changes, chunk }) in fresh.into_iter().enumerate() {
            let (before, mark) = self.advance(doc, &changes);
            batch.entries.push(Entry {
                seq: self.seq,
                doc: doc.clone(),
                device: push.carrier.device,
                replica: push.replica,
                chunk,
                changes,
                heads: heads.to_vec(),
                accepted_by: push.accepted_by,
                hand: push.hand,
                role: push.role,
                key: push.key.clone(),
                mark,
                before,
                answer: (at == last).then_some((link, number)),
            });
        }
    }
}

/// New changes as they will be stored and handed on.
#[derive(Debug, Clone)]
pub(super) struct Fresh {
    pub(super) changes: Vec<Change>,
    pub(super) chunk: Vec<u8>,
}

impl Fresh {
    /// Packs new changes, into several chunks if it must be, and unpacks them as every phone will:
    /// whoever sent them may have packed them tighter than we do.
    pub(super) fn packed(changes: &[Change]) -> Result<Vec<Self>, RefusalCode> {
        let unpack = |chunk: Vec<u8>| {
            let changes = chunk::unpack(&chunk).map_err(|_| RefusalCode::TooLarge)?;
            Ok(Self { changes, chunk })
        };
        let fresh: Vec<Self> =
            chunk::pack(changes).into_iter().map(unpack).collect::<Result<_, _>>()?;
        let again = fresh.iter().flat_map(|fresh| &fresh.changes).map(Change::hash);
        let same = again.eq(changes.iter().map(Change::hash));
        if same { Ok(fresh) } else { Err(RefusalCode::Malformed) }
    }
}

/// What a push holds, or why it cannot be read.
pub(super) fn unpacked(push: &Waiting) -> (Result<Vec<Change>, RefusalCode>, u64) {
    let (changes, cost) = chunk::unpack_counted(&push.push.chunk);
    let changes = changes.map_err(|bad| match bad {
        BadChunk::TooLarge(_) => RefusalCode::TooLarge,
        BadChunk::Malformed(_) => RefusalCode::Malformed,
    });
    (changes, cost)
}

impl Relay {
    /// The changes of a push that somebody vouches for, or why it cannot be taken whatever the document
    /// holds; and what reading it has cost, in bytes.
    pub(super) fn read(&self, push: &mut Waiting) -> (Result<Vec<Change>, RefusalCode>, u64) {
        let (changes, cost) = unpacked(push);
        let ops = changes.iter().flatten().map(|change| change.len() as u64).sum::<u64>();
        let changes = changes.and_then(|changes| self.vouched_for(push, changes));
        // what was read in vain is not known to be small: a few bytes can stand for many operations
        let cost = if changes.is_ok() { cost } else { VAIN_COST.max(cost + ops * OP_COST) };
        (changes, cost)
    }
}

impl Waiting {
    /// The changes, if its device has signed them or the relay has had them, and nothing bars them.
    pub(super) fn signed(
        &self,
        forum: ForumId,
        changes: Vec<Change>,
    ) -> Result<Vec<Change>, RefusalCode> {
        let words = words_of_chunk(forum, &self.push.doc, &changes);
        let by = |key: &DeviceKey| key.signed(&words, &self.push.signature);
        let signed = self.carrier.hand == Hand::Anybodys || self.key.as_ref().is_some_and(by);
        match self.barred {
            _ if !signed => Err(RefusalCode::BadSignature),
            // what is stored already is told as stored, whoever may write now
            None | Some(RefusalCode::NotAllowed) => Ok(changes),
            Some(code) => Err(code),
        }
    }
}
