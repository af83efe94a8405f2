-- Why: a shift is on duty only with its float and after the briefing; it is cut, handed over and checked before the clerk goes home (VIP-6.1, VIP-6.2, VIP-6.7).

alter table shift add column float_at timestamp with time zone;
alter table shift add column briefed_at timestamp with time zone;
alter table shift add column cut_at timestamp with time zone;
alter table shift add column handed_at timestamp with time zone;
create index on shift (tenant_id, state);
