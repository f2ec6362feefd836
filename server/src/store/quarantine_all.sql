select id, forum, device, doc, code, at_ms, chunk, sum from quarantine
