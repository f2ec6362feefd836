-- a place without changes belongs to an erased document: readers go past it, and past those of one that is
-- just being erased in steps
select log.seq, log.doc, log.device, log.replica, log.at_ms, log.changes, log.sum,
  wire.chunk, wire.sum
from log left join wire on wire.forum = log.forum and wire.seq = log.seq
where log.forum = :forum and log.seq > :after and log.changes > 0
  and not exists (
    select 1 from tombstone
    where tombstone.forum = log.forum and tombstone.doc = log.doc and tombstone.founding is null
  )
order by log.seq
