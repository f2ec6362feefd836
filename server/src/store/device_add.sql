insert into device
  (forum, id, member, role, token_hash, public_key, label, app, created_ms, seen_ms)
values
  (:forum, :id, :member, :role, :token_hash, :public_key, :label, :app, :now_ms, :now_ms)
