select seq, bytes, sum from snapshot where forum = :forum and doc = :doc
