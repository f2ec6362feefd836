select 1 from feed where hash = :hash or (forum = :forum and id = :id)
