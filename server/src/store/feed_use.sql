update feed set used_ms = :now_ms where forum = :forum and hash = :hash and ended_ms is null
