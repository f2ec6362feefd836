insert into quarantine (forum, device, doc, code, at_ms, chunk)
values (:forum, :device, :doc, :code, :at_ms, :chunk)
