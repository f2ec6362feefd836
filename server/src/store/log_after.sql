-- a place without changes belongs to an erased document: readers go past it
select log.seq, log.doc, log.device, log.replica, log.at_ms, log.changes, log.sum,
  wire.chunk, wire.sum
from log left join wire on wire.forum = log.forum and wire.seq = log.seq
where log.forum = :forum and log.seq > :after and log.changes > 0
order by log.seq
