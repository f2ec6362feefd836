select 1 from quarantine where forum = :forum and doc = :doc
