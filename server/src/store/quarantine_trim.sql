-- the newest stay: a phone that sends nonsense cannot fill the disk, nor crowd out what others sent
delete from quarantine
where forum = :forum
  and (
    id <= (
      select id from quarantine where forum = :forum order by id desc limit 1 offset :rows_max
    )
    or device = :device
    and id <= (
      select id from quarantine where forum = :forum and device = :device
      order by id desc limit 1 offset :device_rows_max
    )
  )
