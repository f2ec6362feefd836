-- once: a second use finds no row
update invitation set used_ms = :now_ms, used_by = :device
where hash = :hash and used_ms is null and cancelled_ms is null and expires_ms > :now_ms
