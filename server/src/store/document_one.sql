select heads, seq, sum from document where forum = :forum and doc = :doc
