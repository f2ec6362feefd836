select forum, doc, hash from file where object is null and at_ms < :before_ms limit :rows_max
