update device set revoked_ms = :now_ms
where forum = :forum and id = :id and revoked_ms is null
