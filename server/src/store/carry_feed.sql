insert into feed
  (forum, hash, id, label, tables, personal, created_by, created_ms, used_ms, ended_ms)
select forum, hash, id, label, tables, personal, created_by, created_ms, used_ms, ended_ms
from old.feed
where forum in (select id from main.forum)
on conflict (forum, hash) do update set used_ms = excluded.used_ms, ended_ms = excluded.ended_ms
