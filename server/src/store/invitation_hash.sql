select hash from invitation where forum = :forum and id = :id
