insert into tombstone (forum, number, doc, at_ms, by_device, founding, sum)
values (:forum, :number, :doc, :at_ms, :by_device, :founding, :sum)
