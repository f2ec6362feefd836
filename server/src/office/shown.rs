//! What the doors show: the people's devices, invitations, erasures, and who did what.

use std::collections::BTreeMap;

use paguyuban::access::Role;
use paguyuban::id::{DeviceId, DocId, ForumId, MemberId, Seq, Ulid};
use serde::Serialize;

use crate::forums::Ailing;
use crate::store::sqlite::SqliteStore;
use crate::store::{self, AuditRow, Invited, Noted, SecretHash, Store, StoreError, Table};

/// More say the same: the disk has to be looked at.
const DAMAGED_SHOWN_MAX: usize = 50;
/// A feed that has ended is shown for a quarter of a year.
const ENDED_SHOWN_MS: u64 = 90 * 24 * 60 * 60 * 1000;

/// What organisers see.
#[derive(Debug, Serialize)]
pub(crate) struct Overview {
    clock_ms: u64,
    seq: Seq,
    members: Vec<Member>,
    invitations: Vec<Invitation>,
    erasures: Vec<Erasure>,
    feeds: Vec<Feed>,
    /// Documents of which the relay's disk has lost something that no phone has given back yet.
    damaged: Vec<DocId>,
    /// Documents that have no room for what somebody would write in them.
    full: Vec<DocId>,
    /// Rows about people that are not what was written, by table and name: whom they are about is shut.
    damaged_people: Vec<DamagedRow>,
}

#[derive(Debug, Serialize)]
struct DamagedRow {
    table: &'static str,
    row: String,
}

/// Lines of the audit, the newest first.
#[derive(Debug, Serialize)]
pub(crate) struct Audit {
    lines: Vec<Line>,
}

/// What everybody may see of themselves.
#[derive(Debug, Serialize)]
pub(crate) struct Me {
    member: MemberId,
    role: Role,
    devices: Vec<Device>,
    invitations: Vec<Invitation>,
    acts: Vec<Line>,
    /// There are earlier ones, before the last of these.
    more: bool,
    /// Of this page, acts that cannot be read any more.
    damaged: usize,
}

#[derive(Debug, Serialize)]
struct Member {
    member: MemberId,
    role: Role,
    devices: Vec<Device>,
}

#[derive(Debug, Serialize)]
struct Device {
    device: DeviceId,
    label: String,
    app: String,
    joined_ms: u64,
    seen_ms: u64,
    /// Entries of the log that it lacks.
    behind: u64,
    revoked_ms: Option<u64>,
    /// The last tombstone it has carried out.
    erased: u64,
}

#[derive(Debug, Serialize)]
struct Invitation {
    invitation: Ulid,
    role: Role,
    member: Option<MemberId>,
    replaces: Option<DeviceId>,
    label: String,
    created_ms: u64,
    expires_ms: u64,
    /// When somebody first looked at it, as far as the relay remembers.
    opened_ms: Option<u64>,
    used_ms: Option<u64>,
    cancelled_ms: Option<u64>,
    used_by: Option<DeviceId>,
    /// Null is the operator.
    by: Option<DeviceId>,
}

#[derive(Debug, Serialize)]
struct Erasure {
    number: u64,
    doc: DocId,
    at_ms: u64,
    /// Null is the operator.
    by: Option<DeviceId>,
    /// Devices that have carried it out.
    done: usize,
    /// Of so many that can come in.
    devices: usize,
    /// Not erased for good: it begins anew with what could be read of it.
    founded: bool,
}

#[derive(Debug, Serialize)]
struct Feed {
    feed: Ulid,
    label: String,
    tables: Vec<Table>,
    personal: bool,
    created_ms: u64,
    by: DeviceId,
    /// On the last day on which it was used.
    used_ms: Option<u64>,
    ended_ms: Option<u64>,
}

#[derive(Debug, Serialize)]
struct Line {
    line: u64,
    at_ms: u64,
    by_member: Option<MemberId>,
    by_device: Option<DeviceId>,
    act: &'static str,
    member: Option<MemberId>,
    device: Option<DeviceId>,
    invitation: Option<Ulid>,
    doc: Option<DocId>,
    detail: Option<String>,
}

impl Overview {
    pub(super) fn of(
        store: &mut SqliteStore,
        forum: ForumId,
        clock_ms: u64,
        Ailing { damaged, mut full }: Ailing,
        opened: impl Fn(SecretHash) -> Option<u64>,
    ) -> Result<Self, StoreError> {
        let seq = store.forum(forum)?.seq;
        let devices = store.devices(forum)?;
        let invitations = store.invitations(forum)?;
        full.extend(store.full(forum)?);
        full.sort();
        full.dedup();
        let erasures = erasures(store.tombstones(forum, 0)?, &devices);
        Ok(Self {
            clock_ms,
            seq,
            members: members(devices, seq),
            invitations: invitations
                .into_iter()
                .map(|invited| Invitation::of(invited, &opened))
                .collect(),
            erasures,
            feeds: feeds(store.feeds(forum)?, clock_ms),
            damaged,
            full,
            damaged_people: damaged_people(store, forum)?,
        })
    }
}

impl Audit {
    pub(super) fn of(rows: Vec<AuditRow>) -> Self {
        let line = |row| match row {
            AuditRow::Line(noted) => Line::of(*noted),
            AuditRow::Gap { first, last } => Line::gap(first, last),
        };
        Self { lines: rows.into_iter().map(line).collect() }
    }
}

fn damaged_people(store: &mut SqliteStore, forum: ForumId) -> Result<Vec<DamagedRow>, StoreError> {
    let faults = store.damaged_people(forum)?.into_iter().take(DAMAGED_SHOWN_MAX);
    let rows = faults.filter_map(|fault| match fault {
        // the forum's own name is known to whoever reads this
        StoreError::Damaged { table, row } => {
            let row = row.split(' ').next_back().unwrap_or_default().to_owned();
            Some(DamagedRow { table, row })
        }
        _ => None,
    });
    Ok(rows.collect())
}

impl Me {
    pub(super) fn of(
        store: &mut SqliteStore,
        me: &store::Device,
        before: u64,
        lines_max: usize,
    ) -> Result<Self, StoreError> {
        let (forum, member) = (me.forum, me.member);
        let seq = store.forum(forum)?.seq;
        let mut devices = store.devices(forum)?;
        devices.retain(|device| device.member == member);
        let mut invitations = store.invitations(forum)?;
        invitations.retain(|invited| is_for(invited, member, &devices));
        let acts = store.audit_of(forum, member, before, lines_max + 1)?;
        let more = acts.len() > lines_max;
        let shown: Vec<_> = acts.into_iter().take(lines_max).collect();
        let damaged = shown.iter().filter(|act| act.is_err()).count();
        Ok(Self {
            member,
            role: me.role,
            devices: devices.into_iter().map(|device| Device::of(device, seq)).collect(),
            // to whoever was invited it is no news
            invitations: invitations.into_iter().map(|one| Invitation::of(one, |_| None)).collect(),
            acts: shown.into_iter().flatten().map(Line::of).collect(),
            more,
            damaged,
        })
    }
}

/// Whether an invitation was made for a person, or used by one of their devices.
fn is_for(invited: &Invited, member: MemberId, devices: &[store::Device]) -> bool {
    let used = invited.used_by.is_some_and(|by| devices.iter().any(|device| device.id == by));
    used || invited.invitation.member == Some(member)
}

/// Devices by person. Somebody who can come in with none has the role they had last.
fn members(devices: Vec<store::Device>, seq: Seq) -> Vec<Member> {
    let mut members: BTreeMap<MemberId, (Member, bool)> = BTreeMap::new();
    for device in devices {
        let (id, role, comes_in) = (device.member, device.role, device.revoked_ms.is_none());
        let none = || (Member { member: id, role, devices: Vec::new() }, false);
        let (member, known) = members.entry(id).or_insert_with(none);
        if comes_in || !*known {
            member.role = role;
            *known = comes_in;
        }
        member.devices.push(Device::of(device, seq));
    }
    members.into_values().map(|(member, _)| member).collect()
}

fn erasures(stones: Vec<store::Tombstone>, devices: &[store::Device]) -> Vec<Erasure> {
    let erased: Vec<u64> =
        devices.iter().filter(|device| device.revoked_ms.is_none()).map(|it| it.erased).collect();
    let erasures = stones.into_iter().map(|stone| Erasure {
        number: stone.number,
        doc: stone.doc,
        at_ms: stone.at_ms,
        by: stone.by,
        done: erased.iter().filter(|erased| **erased >= stone.number).count(),
        devices: erased.len(),
        founded: stone.founding.is_some(),
    });
    erasures.collect()
}

/// Those that can be used, and those that could lately.
fn feeds(feeds: Vec<store::Feed>, now_ms: u64) -> Vec<Feed> {
    let shown = |feed: &store::Feed| {
        feed.ended_ms.is_none_or(|ended_ms| ended_ms + ENDED_SHOWN_MS > now_ms)
    };
    let feeds = feeds.into_iter().filter(shown).map(|feed| Feed {
        feed: feed.id,
        label: feed.label,
        tables: feed.tables,
        personal: feed.personal,
        created_ms: feed.created_ms,
        by: feed.created_by,
        used_ms: feed.used_ms,
        ended_ms: feed.ended_ms,
    });
    feeds.collect()
}

impl Device {
    fn of(device: store::Device, seq: Seq) -> Self {
        Self {
            device: device.id,
            label: device.label,
            app: device.app,
            joined_ms: device.created_ms,
            seen_ms: device.seen_ms,
            behind: seq.0.saturating_sub(device.cursor.0),
            revoked_ms: device.revoked_ms,
            erased: device.erased,
        }
    }
}

impl Invitation {
    fn of(invited: Invited, opened: impl Fn(SecretHash) -> Option<u64>) -> Self {
        let Invited { invitation, used_ms, used_by, cancelled_ms } = invited;
        Self {
            invitation: invitation.id,
            role: invitation.role,
            member: invitation.member,
            replaces: invitation.replaces,
            label: invitation.label,
            created_ms: invitation.created_ms,
            expires_ms: invitation.expires_ms,
            opened_ms: opened(invitation.hash),
            used_ms,
            cancelled_ms,
            used_by,
            by: invitation.created_by,
        }
    }
}

impl Line {
    /// Lines of which nothing can be read. It has the number of the first, so that the next page goes on
    /// before it, and says which is the last.
    fn gap(first: u64, last: u64) -> Self {
        Self {
            line: first,
            at_ms: 0,
            by_member: None,
            by_device: None,
            act: "unreadable",
            member: None,
            device: None,
            invitation: None,
            doc: None,
            detail: Some(last.to_string()),
        }
    }

    fn of(noted: Noted) -> Self {
        let Noted { number, line } = noted;
        Self {
            line: number,
            at_ms: line.at_ms,
            by_member: line.by_member,
            by_device: line.by_device,
            act: line.what.as_str(),
            member: line.member,
            device: line.device,
            invitation: line.invitation,
            doc: line.doc,
            detail: line.detail,
        }
    }
}
