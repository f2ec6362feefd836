insert into wire (forum, seq, chunk, sum) values (:forum, :seq, :chunk, :sum)
