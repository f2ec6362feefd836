select mark, sum from mark where forum = :forum and seq = :seq
