update quarantine set sum = :sum where id = :id
