delete from tombstone where forum = :forum and number = :number
