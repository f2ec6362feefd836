select id, name, epoch, seq, created_ms, restored_ms from forum where id = :id
