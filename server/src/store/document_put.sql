insert into document (forum, doc, heads, seq, sum) values (:forum, :doc, :heads, :seq, :sum)
on conflict (forum, doc) do update set heads = excluded.heads, seq = excluded.seq, sum = excluded.sum
