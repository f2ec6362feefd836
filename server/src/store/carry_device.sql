-- a device that joined since the backup has nothing of what is in it
insert into device
  (forum, id, member, role, token_hash, next_token_hash, public_key, label, app, cursor,
    created_ms, seen_ms, revoked_ms)
select forum, id, member, role, token_hash, next_token_hash, public_key, label, app, 0,
  created_ms, seen_ms, revoked_ms
from old.device
where forum in (select id from main.forum)
on conflict (forum, id) do update set
  role = excluded.role, token_hash = excluded.token_hash,
  next_token_hash = excluded.next_token_hash, label = excluded.label, app = excluded.app,
  revoked_ms = excluded.revoked_ms
