select forum, id, member, role, public_key, label, app, cursor, sight, erased,
  created_ms, seen_ms, revoked_ms
from device where token_hash = :token_hash
