update invitation set cancelled_ms = :now_ms
where forum = :forum and id = :id and used_ms is null and cancelled_ms is null
