delete from change where forum = :forum and doc = :doc and seq = :seq and idx = :idx
