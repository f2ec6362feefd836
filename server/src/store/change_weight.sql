-- the bytes of an entry of the log, and whether it began its document
select coalesce(sum(length(bytes)), 0), not exists (
  select 1 from change as before
  where before.forum = :forum and before.doc = :doc and before.seq < :seq
)
from change where forum = :forum and doc = :doc and seq = :seq
