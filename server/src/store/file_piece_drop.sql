delete from file_piece where forum = :forum and doc = :doc and hash = :hash
