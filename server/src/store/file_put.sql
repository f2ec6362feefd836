insert into file (forum, doc, hash, bytes, mime, device, at_ms, object, key, sum)
values (:forum, :doc, :hash, :bytes, :mime, :device, :at_ms, :object, :key, :sum)
on conflict (forum, doc, hash) do update set at_ms = excluded.at_ms, object = excluded.object,
  key = excluded.key, sum = excluded.sum
