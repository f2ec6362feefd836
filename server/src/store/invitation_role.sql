-- an invitation that is still open gives a person no more than they may have now
update invitation set role = :role
where forum = :forum and member = :member and used_ms is null
