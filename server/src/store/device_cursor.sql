update device set cursor = :cursor, seen_ms = :now_ms where forum = :forum and id = :id
