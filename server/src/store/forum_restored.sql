update forum set epoch = :epoch, restored_ms = :at_ms, sum = :sum where id = :id
