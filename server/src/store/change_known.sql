select 1 from change where forum = :forum and doc = :doc and hash = :hash
