delete from wire
where forum = :forum
  and seq in (
    select distinct seq from change where forum = :forum and doc = :doc and seq <= :seq
  )
