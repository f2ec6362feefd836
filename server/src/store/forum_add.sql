insert into forum (id, name, epoch, created_ms) values (:id, :name, :epoch, :created_ms)
