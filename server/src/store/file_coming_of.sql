-- what a device has begun and not ended, the oldest first
select doc, hash from file where forum = :forum and device = :device and object is null
order by at_ms, doc, hash
