select id, name, epoch, seq, created_ms, restored_ms from forum order by created_ms, id
