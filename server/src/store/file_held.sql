select 1 from file where forum = :forum and doc = :doc
