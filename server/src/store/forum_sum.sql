select sum from forum where id = :id
