insert into forum (id, name, epoch, created_ms, mark_key)
values (:id, :name, :epoch, :created_ms, randomblob(16))
