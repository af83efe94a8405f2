-- Why: complaints are counted and opened by the day they were received, in the branch's own zone; a moment cannot be asked for by day.
alter table user_complaint add column received_on date;
update user_complaint set received_on = (received_at at time zone 'Asia/Shanghai')::date;
create index on user_complaint (tenant_id, received_on, id);
