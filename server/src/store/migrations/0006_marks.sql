-- What phones are told of a place in the log, so that a log that went back is told from the one they know. The
-- place of an erased document keeps its mark.
create table mark (
  forum text not null references forum (id),
  seq integer not null check (seq > 0),
  mark blob not null check (length(mark) = 16),
  sum integer not null,
  primary key (forum, seq)
) strict, without rowid;

-- with what marks are sealed; it leaves the database in no way. A forum of before gets its own with its sum
alter table forum add column mark_key blob check (length(mark_key) = 16);
