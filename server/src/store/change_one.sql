select bytes from change where forum = :forum and doc = :doc and hash = :hash
