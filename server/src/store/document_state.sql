-- the newest entry about a document, and how often earlier generations of it were erased
select seq, (select count(*) from tombstone where forum = :forum and doc = :doc)
from document where forum = :forum and doc = :doc
