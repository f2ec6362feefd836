-- still to be read with, made on this device
select id from feed where forum = :forum and created_by = :device and ended_ms is null
