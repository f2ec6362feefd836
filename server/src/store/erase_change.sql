delete from change where forum = :forum and doc = :doc
