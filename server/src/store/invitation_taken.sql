select 1 from invitation where hash = :hash or (forum = :forum and id = :id)
