-- how many changes a reader applies after the snapshot
select count(*) from change
where forum = :forum and doc = :doc
  and seq > coalesce((select seq from snapshot where forum = :forum and doc = :doc), 0)
