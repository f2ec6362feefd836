select 1 from file where object = :object
