select mark_key from forum where id = :id
