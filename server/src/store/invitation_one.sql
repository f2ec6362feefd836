select forum, hash, id, role, member, replaces, label, created_by, created_ms, expires_ms, used_ms,
  used_by, cancelled_ms, sum
from invitation where forum = :forum and hash = :key
