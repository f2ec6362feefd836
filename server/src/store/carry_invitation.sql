insert into invitation
  (forum, hash, id, role, member, replaces, label, created_by, created_ms, expires_ms, used_ms,
    used_by, cancelled_ms)
select forum, hash, id, role, member, replaces, label, created_by, created_ms, expires_ms, used_ms,
  used_by, cancelled_ms
from old.invitation
where forum in (select id from main.forum)
on conflict (forum, hash) do update set
  role = excluded.role, label = excluded.label, used_ms = excluded.used_ms,
  used_by = excluded.used_by, cancelled_ms = excluded.cancelled_ms
