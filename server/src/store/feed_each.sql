select forum, hash, id, label, tables, personal, created_by, created_ms, used_ms, ended_ms, sum
from feed where forum = :forum
