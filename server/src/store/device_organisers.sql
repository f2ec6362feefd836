-- organisers' devices that can still come in
select id, member from device
where forum = :forum and role = 'organiser' and revoked_ms is null
