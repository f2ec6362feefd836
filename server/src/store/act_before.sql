select line, id, at_ms, by_member, by_device, act, member, device, invitation, doc, detail, sum
from act where forum = :forum and line < :before
order by line desc limit :lines_max
