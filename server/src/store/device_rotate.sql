update device set next_token_hash = :token_hash where forum = :forum and id = :id
