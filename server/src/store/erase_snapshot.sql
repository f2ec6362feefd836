delete from snapshot where forum = :forum and doc = :doc
