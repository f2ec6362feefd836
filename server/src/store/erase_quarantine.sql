delete from quarantine where forum = :forum and doc = :doc
