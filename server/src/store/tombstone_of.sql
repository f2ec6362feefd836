-- erased for good
select number from tombstone where forum = :forum and doc = :doc and founding is null
