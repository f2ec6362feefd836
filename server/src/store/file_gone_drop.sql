delete from file_gone where object = :object
