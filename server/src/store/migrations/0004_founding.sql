-- A document can be founded anew: its earlier generations are erased, and it begins with this. Null is a
-- document that was erased for good.
alter table tombstone add column founding blob check (length(founding) = 64);

-- a document can be founded anew more than once, and then erased
drop index tombstone_by_doc;
create index tombstone_by_doc on tombstone (forum, doc);
