update forum set epoch = :epoch, restored_ms = :at_ms where id = :id
