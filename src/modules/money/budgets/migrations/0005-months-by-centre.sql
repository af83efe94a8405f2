-- Why: each centre closes its own months; one closing was for all of them (LOG-4.3, SM-28).

alter table budget_month add column centre uuid;
update budget_month set centre = unit_id;
alter table budget_month alter column centre set not null;
alter table budget_month drop constraint budget_month_tenant_id_month_key;
alter table budget_month add foreign key (tenant_id, centre) references unit (tenant_id, id);
alter table budget_month add unique (tenant_id, centre, month);
