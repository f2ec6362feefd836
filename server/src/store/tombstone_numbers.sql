select number from tombstone where forum = :forum
