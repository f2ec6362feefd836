delete from file where (forum, doc, hash) in (
  select forum, doc, hash from file where forum = :forum and doc = :doc limit 64
)
