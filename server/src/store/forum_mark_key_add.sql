update forum set mark_key = randomblob(16), sum = iif(:is_whole, null, sum) where id = :id and mark_key is null
