-- changes nothing if somebody else has appended
update forum set seq = :last where id = :forum and seq = :before
