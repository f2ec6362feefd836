select at, bytes, sum from file_piece where forum = :forum and doc = :doc and hash = :hash order by at
