insert into mark (forum, seq, mark, sum) values (:forum, :seq, :mark, :sum)
