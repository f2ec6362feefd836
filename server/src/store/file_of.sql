select doc, hash, bytes, mime, device, at_ms, object, key, sum from file
where forum = :forum and doc = :doc
