select count(case when doc = :doc then 1 end), coalesce(sum(bytes), 0) from file where forum = :forum
