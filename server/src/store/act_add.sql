insert into act
  (forum, line, id, at_ms, by_member, by_device, act, member, device, invitation, doc, detail, sum)
values
  (:forum, :line, :id, :at_ms, :by_member, :by_device, :act, :member, :device, :invitation, :doc,
    :detail, :sum)
