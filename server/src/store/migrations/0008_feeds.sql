-- Keys with which a spreadsheet or another office's system reads lists of a forum.
create table feed (
  forum text not null references forum (id),
  -- SHA-256 of the key, which is kept nowhere
  hash blob not null check (length(hash) = 32),
  -- what organisers call it by, since they do not see the hash
  id text not null check (length(id) = 26),
  label text not null check (length(label) <= 80),
  -- their names, separated by a space
  tables text not null,
  -- whether names of people are in them
  personal integer not null check (personal in (0, 1)),
  created_by blob not null check (length(created_by) = 8),
  created_ms integer not null,
  -- once a day
  used_ms integer,
  ended_ms integer,
  sum integer,
  primary key (forum, hash)
) strict, without rowid;

-- a key is looked up before its forum is known
create unique index feed_by_hash on feed (hash);
create unique index feed_by_id on feed (forum, id);
