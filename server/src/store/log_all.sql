-- also the places of erased documents
select log.seq, log.doc, log.device, log.replica, log.at_ms, log.changes, log.sum,
  wire.chunk, wire.sum
from log left join wire on wire.forum = log.forum and wire.seq = log.seq
where log.forum = :forum
order by log.seq
