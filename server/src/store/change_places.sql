select distinct seq from change where forum = :forum and doc = :doc
