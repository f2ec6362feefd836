insert into log (forum, seq, doc, device, replica, at_ms, changes, sum)
values (:forum, :seq, :doc, :device, :replica, :at_ms, :changes, :sum)
