delete from document where forum = :forum and doc = :doc
