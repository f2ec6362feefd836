insert into act
  (forum, line, id, at_ms, by_member, by_device, act, member, device, invitation, doc, detail, sum)
select forum, line, id, at_ms, by_member, by_device, act, member, device, invitation, doc, detail,
  sum
from old.act as since
where forum in (select id from main.forum)
  and line > (select coalesce(max(line), 0) from main.act where act.forum = since.forum)
