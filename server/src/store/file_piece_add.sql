insert into file_piece (forum, doc, hash, at, bytes, sum) values (:forum, :doc, :hash, :at, :bytes, :sum)
