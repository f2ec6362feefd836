insert into pulse (id, at_ms) values (1, :at_ms)
on conflict (id) do update set at_ms = excluded.at_ms
