select seq, idx, hash, bytes, sum from change
where forum = :forum and doc = :doc and seq > :after
order by seq, idx
