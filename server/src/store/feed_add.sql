insert into feed (forum, hash, id, label, tables, personal, created_by, created_ms)
values (:forum, :hash, :id, :label, :tables, :personal, :created_by, :created_ms)
