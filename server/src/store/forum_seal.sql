update forum set sum = :sum where id = :id and sum is null
