select hash from feed where forum = :forum and id = :id
