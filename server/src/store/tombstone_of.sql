select number from tombstone where forum = :forum and doc = :doc
