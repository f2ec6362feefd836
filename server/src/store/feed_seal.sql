update feed set sum = :sum where forum = :forum and hash = :key and sum is not :sum
