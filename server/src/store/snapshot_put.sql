-- not of a document that was erased while the snapshot was made
insert into snapshot (forum, doc, seq, bytes, sum)
select :forum, :doc, :seq, :bytes, :sum
where exists (select 1 from document where forum = :forum and doc = :doc)
on conflict (forum, doc) do update set seq = excluded.seq, bytes = excluded.bytes, sum = excluded.sum
where excluded.seq >= snapshot.seq
