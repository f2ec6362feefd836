-- what a person may do already
select role from device
where forum = :forum and member = :member and revoked_ms is null
order by created_ms, id limit 1
