select 1 from act where forum = :forum and id = :id
