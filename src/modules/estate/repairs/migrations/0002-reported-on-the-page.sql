-- Why: anybody of the house reports on the page and sees what becomes of it (LOG-2.5, TEA-1).

alter table repair_order add column reported_by uuid;
alter table repair_order add foreign key (tenant_id, reported_by) references app_user (tenant_id, id);
create index on repair_order (tenant_id, reported_by);
