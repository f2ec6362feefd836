-- the new token was used: the old one is good no longer
update device set token_hash = next_token_hash, next_token_hash = null
where next_token_hash = :token_hash
