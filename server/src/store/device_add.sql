insert into device (forum, id, member, role, token_hash, created_ms, seen_ms)
values (:forum, :id, :member, :role, :token_hash, :now_ms, :now_ms)
