update change set bytes = :bytes, sum = :sum
where forum = :forum and doc = :doc and seq = :seq and idx = :idx
