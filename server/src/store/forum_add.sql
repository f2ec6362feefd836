insert into forum (id, name, epoch, created_ms, sum) values (:id, :name, :epoch, :created_ms, :sum)
