-- Who wrote it, who did what in the forum, and what was erased.
-- SQLite cannot alter a check, so tables are made anew; foreign keys are off meanwhile and are
-- checked before this is kept.

create table invitation_new (
  forum text not null references forum (id),
  -- SHA-256 of the secret, which is kept nowhere
  hash blob not null check (length(hash) = 32),
  -- what organisers call it by, since they do not see the hash
  id text not null check (length(id) = 26),
  role text not null check (role in ('organiser', 'member', 'viewer', 'supervisor')),
  -- the person it is for; null makes a new one
  member text check (length(member) = 26),
  -- the device that is shut out when it is used: a person moves to a new phone
  replaces blob check (length(replaces) = 8),
  label text not null default '' check (length(label) <= 80),
  -- null is the operator
  created_by blob check (length(created_by) = 8),
  created_ms integer not null,
  expires_ms integer not null,
  used_ms integer,
  used_by blob check (length(used_by) = 8),
  cancelled_ms integer,
  primary key (forum, hash)
) strict, without rowid;

-- hexadecimal digits are digits of a ULID too
insert into invitation_new (forum, hash, id, role, member, created_ms, expires_ms, used_ms)
select forum, hash, '0' || substr(hex(randomblob(13)), 1, 25), role, member,
  created_ms, expires_ms, used_ms
from invitation;

drop table invitation;
alter table invitation_new rename to invitation;

-- a secret is looked up before its forum is known
create unique index invitation_by_hash on invitation (hash);
create unique index invitation_by_id on invitation (forum, id);

create table device_new (
  forum text not null references forum (id),
  id blob not null check (length(id) = 8),
  member text not null check (length(member) = 26),
  role text not null check (role in ('organiser', 'member', 'viewer', 'supervisor')),
  -- SHA-256 of the bearer token, which is kept nowhere
  token_hash blob not null check (length(token_hash) = 32),
  -- takes the place of the other when it is used for the first time
  next_token_hash blob check (length(next_token_hash) = 32),
  -- P-256, uncompressed; null for devices that joined before keys were asked for
  public_key blob check (length(public_key) = 65),
  -- what organisers call it, and what it said of itself when it joined
  label text not null default '' check (length(label) <= 80),
  app text not null default '' check (length(app) <= 80),
  -- everything up to here is on the device's disk
  cursor integer not null default 0 check (cursor >= 0),
  -- the documents on its disk are those that this role may see; null until it has said so
  sight text check (sight in ('organiser', 'member', 'viewer', 'supervisor')),
  -- all tombstones up to here are carried out on its disk
  erased integer not null default 0 check (erased >= 0),
  created_ms integer not null,
  seen_ms integer not null,
  revoked_ms integer,
  primary key (forum, id)
) strict, without rowid;

insert into device_new
  (forum, id, member, role, token_hash, cursor, created_ms, seen_ms, revoked_ms)
select forum, id, member, role, token_hash, cursor, created_ms, seen_ms, revoked_ms
from device;

drop table device;
alter table device_new rename to device;

-- a token is looked up before its forum is known
create unique index device_by_token_hash on device (token_hash);
create unique index device_by_next_token_hash on device (next_token_hash)
where next_token_hash is not null;

create table log_new (
  forum text not null references forum (id),
  seq integer not null check (seq > 0),
  doc text not null,
  device blob not null check (length(device) = 8),
  replica blob not null check (length(replica) = 16),
  at_ms integer not null,
  -- how many rows of change belong to it; 0: its document was erased, only its place is left
  changes integer not null check (changes >= 0),
  sum integer not null,
  primary key (forum, seq)
) strict, without rowid;

insert into log_new (forum, seq, doc, device, replica, at_ms, changes, sum)
select forum, seq, doc, device, replica, at_ms, changes, sum from log;

drop table log;
alter table log_new rename to log;

-- Documents that were erased, for good: nobody may write them again.
create table tombstone (
  forum text not null references forum (id),
  -- from 1, without a gap
  number integer not null check (number > 0),
  doc text not null,
  at_ms integer not null,
  -- null is the operator
  by_device blob check (length(by_device) = 8),
  sum integer not null,
  primary key (forum, number)
) strict, without rowid;

create unique index tombstone_by_doc on tombstone (forum, doc);

-- Who did what: ids only, never a value, a name or a secret.
create table act (
  forum text not null references forum (id),
  line integer not null check (line > 0),
  -- given by the phone, so that what is sent twice is done once; null if no phone asked for it
  id text check (length(id) = 26),
  at_ms integer not null,
  -- both null is the operator
  by_member text check (length(by_member) = 26),
  by_device blob check (length(by_device) = 8),
  act text not null,
  -- about whom or what
  member text check (length(member) = 26),
  device blob check (length(device) = 8),
  invitation text check (length(invitation) = 26),
  doc text,
  detail text,
  sum integer not null,
  primary key (forum, line)
) strict, without rowid;

create unique index act_by_id on act (forum, id) where id is not null;
