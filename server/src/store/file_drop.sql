delete from file where forum = :forum and doc = :doc and hash = :hash
