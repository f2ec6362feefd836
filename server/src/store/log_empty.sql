-- the place stays, so that the log has no gap; who wrote and when does not
update log set device = :device, replica = :replica, at_ms = 0, changes = 0, sum = :sum
where forum = :forum and seq = :seq
