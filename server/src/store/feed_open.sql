select count(*) from feed where forum = :forum and ended_ms is null
