delete from file_piece where rowid in (
  select rowid from file_piece where forum = :forum and doc = :doc limit 4
)
