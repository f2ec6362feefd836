select seq, mark, sum from mark where forum = :forum order by seq
