-- Why: what was ordered for a meeting is due before it begins, not a day after it was ordered.

alter table meeting_service add column due_at timestamptz;
update meeting_service s set due_at = m.begins_at - interval '30 minutes' from meeting m where m.tenant_id = s.tenant_id and m.id = s.meeting;
create index on meeting_service (tenant_id, due_at, id);
