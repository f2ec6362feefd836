insert into invitation (forum, hash, role, member, created_ms, expires_ms)
values (:forum, :hash, :role, :member, :created_ms, :expires_ms)
