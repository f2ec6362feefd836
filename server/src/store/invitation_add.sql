insert into invitation
  (forum, hash, id, role, member, replaces, label, created_by, created_ms, expires_ms)
values
  (:forum, :hash, :id, :role, :member, :replaces, :label, :created_by, :created_ms, :expires_ms)
