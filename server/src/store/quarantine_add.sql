-- of an erased document nothing is kept, not even what was refused
insert into quarantine (forum, device, doc, code, at_ms, chunk, sum)
select :forum, :device, :doc, :code, :at_ms, :chunk, :sum
where not exists (select 1 from tombstone where forum = :forum and doc = :doc)
