-- by the changes, which are the truth: a row of document that is damaged hides none
select doc from change where forum = :forum and doc > :after order by doc limit 1 offset :unreadable
