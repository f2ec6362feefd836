-- Files that documents name. Their bytes are sealed under a key that stands here and nowhere else, and lie
-- beside the database under a random name: without the row they are noise.
create table file (
  forum text not null references forum (id),
  doc text not null,
  -- SHA-256 of the bytes
  hash blob not null check (length(hash) = 32),
  -- as the document says
  bytes integer not null check (bytes > 0),
  mime text not null,
  -- who began to bring it, and when something of it came last
  device blob not null check (length(device) = 8),
  at_ms integer not null,
  -- both null while something of it is still to come
  object blob check (length(object) = 16),
  key blob check (length(key) = 32),
  sum integer not null,
  primary key (forum, doc, hash),
  check ((object is null) = (key is null))
) strict, without rowid;

create unique index file_by_object on file (object) where object is not null;
create index file_coming on file (at_ms) where object is null;

-- What has come of a file that is not whole yet, from its beginning and without a gap.
create table file_piece (
  forum text not null,
  doc text not null,
  hash blob not null,
  at integer not null check (at >= 0),
  bytes blob not null check (length(bytes) > 0),
  sum integer not null,
  primary key (forum, doc, hash, at),
  foreign key (forum, doc, hash) references file (forum, doc, hash)
) strict;

-- Objects whose rows went, until they are removed. Noted here and not by those who delete, so that nobody
-- can forget it; a name that the disk has changed costs a little room.
create table file_gone (
  object blob not null primary key check (length(object) = 16)
) strict, without rowid;

create trigger file_went after delete on file when old.object is not null begin
  insert or ignore into file_gone (object) values (old.object);
end;
