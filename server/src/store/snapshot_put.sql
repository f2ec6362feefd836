insert into snapshot (forum, doc, seq, bytes, sum) values (:forum, :doc, :seq, :bytes, :sum)
on conflict (forum, doc) do update set seq = excluded.seq, bytes = excluded.bytes, sum = excluded.sum
where excluded.seq >= snapshot.seq
