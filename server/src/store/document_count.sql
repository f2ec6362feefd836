select count(*) from document where forum = :forum
