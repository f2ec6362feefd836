update device set cursor = :cursor, erased = :erased, sight = :sight, seen_ms = :now_ms
where forum = :forum and id = :id
