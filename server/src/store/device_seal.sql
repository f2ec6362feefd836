update device set sum = :sum where forum = :forum and id = :key and sum is not :sum
