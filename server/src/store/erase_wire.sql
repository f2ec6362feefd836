delete from wire where forum = :forum and seq = :seq
