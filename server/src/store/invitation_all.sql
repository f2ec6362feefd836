select forum, hash, id, role, member, replaces, label, created_by, created_ms, expires_ms, used_ms,
  used_by, cancelled_ms, sum
from invitation where forum = :forum order by created_ms desc, id desc limit :rows_max
