update feed set ended_ms = :now_ms where forum = :forum and id = :id and ended_ms is null
