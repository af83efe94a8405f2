-- Why: a robot's message in a group is read by nobody in particular; who wishes it is mentioned in it, by what they themselves gave for that service.
alter table notice_preference add column mentions jsonb not null default '{}';
