-- about what an entry of the log was whose own row is damaged; looks through all changes of the forum
select doc from change where forum = :forum and seq = :seq limit 1
