select forum, id, member, role, token_hash, next_token_hash, public_key, label, app, cursor, sight,
  erased, created_ms, seen_ms, revoked_ms, sum
from device where token_hash = :token_hash
