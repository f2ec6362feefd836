-- the newest stay: a phone that sends nonsense cannot fill the disk, nor crowd out what others sent
delete from quarantine
where forum = :forum and id in (
  select id from (
    select id,
      row_number() over newest as place, sum(length(chunk)) over newest as bytes,
      row_number() over own as own_place, sum(length(chunk)) over own as own_bytes
    from quarantine where forum = :forum
    window newest as (order by id desc), own as (partition by device order by id desc)
  )
  where place > :rows_max or bytes > :bytes_max
    or own_place > :device_rows_max or own_bytes > :device_bytes_max
)
