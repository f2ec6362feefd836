update invitation set label = ''
where forum = :forum
  and (
    member = :member
    or used_by in (select id from device where forum = :forum and member = :member)
  )
