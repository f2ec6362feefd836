-- The forum leads every key, so that the tables can be distributed by it.

create table forum (
  id text not null primary key check (length(id) = 26),
  name text not null check (name <> ''),
  epoch blob not null check (length(epoch) = 8),
  -- the end of the log
  seq integer not null default 0 check (seq >= 0),
  created_ms integer not null,
  -- when this history was put back from a backup; null if it never was
  restored_ms integer
) strict, without rowid;

create table invitation (
  forum text not null references forum (id),
  -- SHA-256 of the secret, which is kept nowhere
  hash blob not null check (length(hash) = 32),
  role text not null check (role in ('organiser', 'member', 'viewer')),
  -- the person it is for; null makes a new one
  member text check (length(member) = 26),
  created_ms integer not null,
  expires_ms integer not null,
  used_ms integer,
  primary key (forum, hash)
) strict, without rowid;

-- a secret is looked up before its forum is known
create unique index invitation_by_hash on invitation (hash);

create table device (
  forum text not null references forum (id),
  id blob not null check (length(id) = 8),
  member text not null check (length(member) = 26),
  role text not null check (role in ('organiser', 'member', 'viewer')),
  -- SHA-256 of the bearer token, which is kept nowhere
  token_hash blob not null check (length(token_hash) = 32),
  -- everything up to here is on the device's disk
  cursor integer not null default 0 check (cursor >= 0),
  created_ms integer not null,
  seen_ms integer not null,
  revoked_ms integer,
  primary key (forum, id)
) strict, without rowid;

-- a token is looked up before its forum is known
create unique index device_by_token_hash on device (token_hash);

create table log (
  forum text not null references forum (id),
  seq integer not null check (seq > 0),
  doc text not null,
  device blob not null check (length(device) = 8),
  replica blob not null check (length(replica) = 16),
  at_ms integer not null,
  -- how many rows of change belong to it
  changes integer not null check (changes > 0),
  sum integer not null,
  primary key (forum, seq)
) strict, without rowid;

-- The truth: every change as its author's Automerge made it.
create table change (
  forum text not null,
  doc text not null,
  seq integer not null,
  -- the place within its entry of the log
  idx integer not null check (idx >= 0),
  hash blob not null check (length(hash) = 32),
  bytes blob not null,
  sum integer not null,
  primary key (forum, doc, seq, idx),
  foreign key (forum, seq) references log (forum, seq)
) strict;

-- the same bytes can be the first change of two documents, so the document is part of it
create unique index change_by_hash on change (forum, doc, hash);

-- Chunks as they travel, ready to be sent. Discardable: they are packed anew from the changes.
create table wire (
  forum text not null,
  seq integer not null,
  chunk blob not null,
  sum integer not null,
  primary key (forum, seq),
  foreign key (forum, seq) references log (forum, seq)
) strict;

create table document (
  forum text not null references forum (id),
  doc text not null,
  -- 32 bytes each, sorted
  heads blob not null check (length(heads) > 0 and length(heads) % 32 = 0),
  -- the newest entry of the log about it
  seq integer not null check (seq > 0),
  sum integer not null,
  primary key (forum, doc)
) strict, without rowid;

create table snapshot (
  forum text not null,
  doc text not null,
  -- it holds every change of the document up to here
  seq integer not null check (seq > 0),
  bytes blob not null,
  sum integer not null,
  primary key (forum, doc),
  foreign key (forum, doc) references document (forum, doc)
) strict;

-- Bytes that were refused for what they hold, for the operator to look at.
create table quarantine (
  id integer not null primary key,
  forum text not null references forum (id),
  device blob not null check (length(device) = 8),
  doc text not null,
  code text not null,
  at_ms integer not null,
  chunk blob not null
) strict;

create index quarantine_by_forum on quarantine (forum, id);

-- One row that is written to find out whether the disk takes anything.
create table pulse (
  id integer not null primary key check (id = 1),
  at_ms integer not null
) strict;
