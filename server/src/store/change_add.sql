insert into change (forum, doc, seq, idx, hash, bytes, sum)
values (:forum, :doc, :seq, :idx, :hash, :bytes, :sum)
