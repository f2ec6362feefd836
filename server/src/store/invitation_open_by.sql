-- still to be used, made on this device
select id from invitation
where forum = :forum and created_by = :device and used_ms is null and cancelled_ms is null
