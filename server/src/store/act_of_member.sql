-- about a person, their devices and the documents that name them, or by them
select line, id, at_ms, by_member, by_device, act, member, device, invitation, doc, detail, sum
from act
where forum = :forum and line < :before
  and (
    member = :member or by_member = :member or instr(doc, :member) > 0
    or device in (select id from device where forum = :forum and member = :member)
  )
order by line desc limit :lines_max
