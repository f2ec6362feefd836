select count(*), coalesce(sum(bytes), 0) from file where object is not null
