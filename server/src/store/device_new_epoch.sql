-- numbers of tombstones belong to an epoch
update device set erased = 0, sight = null where forum = :forum
