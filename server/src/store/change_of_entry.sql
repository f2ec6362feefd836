select seq, idx, hash, bytes, sum from change
where forum = :forum and doc = :doc and seq = :seq
order by idx
