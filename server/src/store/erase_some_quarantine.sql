delete from quarantine where id in (
  select id from quarantine where forum = :forum and doc = :doc limit 1
)
