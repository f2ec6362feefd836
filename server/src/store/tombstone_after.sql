select number, doc, at_ms, by_device, founding, sum from tombstone
where forum = :forum and number > :after
order by number
