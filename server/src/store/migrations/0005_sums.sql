-- Every row that says who somebody is, or that is changed in place, carries a checksum as the others do, so
-- that one that the disk has changed into another is noticed. The relay fills them in where they are null, in
-- the transaction of its last migration; after that, none is null.
alter table forum add column sum integer;
alter table device add column sum integer;
alter table invitation add column sum integer;
alter table quarantine add column sum integer;
