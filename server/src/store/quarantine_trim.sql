-- the newest stay: a phone that sends nonsense cannot fill the disk
delete from quarantine
where forum = :forum
  and id <= (
    select id from quarantine where forum = :forum order by id desc limit 1 offset :rows_max
  )
