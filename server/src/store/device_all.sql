select forum, id, member, role, cursor, created_ms, seen_ms, revoked_ms
from device where forum = :forum order by created_ms, id
