select seq, idx, length(bytes) from change where forum = :forum and doc = :doc
order by seq, idx limit :rows_max
