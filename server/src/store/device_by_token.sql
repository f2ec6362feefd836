select forum, id, member, role, cursor, created_ms, seen_ms, revoked_ms
from device where token_hash = :token_hash
