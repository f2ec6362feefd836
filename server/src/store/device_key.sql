update device set public_key = :public_key where forum = :forum and id = :id
