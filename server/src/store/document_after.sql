select doc from document where forum = :forum and doc > :after order by doc limit :docs_max
