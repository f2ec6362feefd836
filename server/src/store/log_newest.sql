select seq, doc, device, replica, at_ms, changes, sum from log
where forum = :forum order by seq desc
