select coalesce(max(seq), 0) from change where forum = :forum and doc = :doc
