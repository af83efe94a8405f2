-- Why: what the guest consented to and when, and finding a member again by phone.

alter table member add column consented_to text;
alter table member add column consented_at timestamp with time zone;
create index on member (tenant_id, phone);
