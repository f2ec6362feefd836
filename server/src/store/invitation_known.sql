-- used ones too: this only spares a transaction
select 1 from invitation where hash = :hash
