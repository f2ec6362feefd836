select coalesce(max(line), 0) from act where forum = :forum
