-- One number per forum that counts what is decided about people and erasures, by whatever program: a relay
-- with thousands of forums looks at these numbers instead of asking for every forum's devices and
-- tombstones again and again. Counted here and not by those who write, so that nobody can forget it.
alter table forum add column people integer not null default 0 check (people >= 0);

create trigger device_came after insert on device begin
  update forum set people = people + 1 where id = new.forum;
end;

create trigger device_is_another after update of role, public_key, revoked_ms on device begin
  update forum set people = people + 1 where id = new.forum;
end;

create trigger document_was_erased after insert on tombstone begin
  update forum set people = people + 1 where id = new.forum;
end;
