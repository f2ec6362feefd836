select doc, sum(changes) from log where forum = :forum and changes > 0 group by doc
