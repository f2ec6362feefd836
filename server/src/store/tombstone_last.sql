select coalesce(max(number), 0) from tombstone where forum = :forum
