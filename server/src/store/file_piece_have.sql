select coalesce(max(at + length(bytes)), 0) from file_piece
where forum = :forum and doc = :doc and hash = :hash
