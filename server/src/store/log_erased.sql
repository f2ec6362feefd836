select distinct doc from log where forum = :forum and changes = 0
