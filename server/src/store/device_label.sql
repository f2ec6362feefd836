update device set label = :label where forum = :forum and id = :id
