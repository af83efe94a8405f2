-- Why: utilities are paid out of a line of the budget (LOG-4.3, P27).

alter table utility_kind add column category uuid;
alter table utility_kind add foreign key (tenant_id, category) references budget_category (tenant_id, id);
create index on utility_kind (tenant_id, category);
alter table utility_bill add column fund_use uuid;
alter table utility_bill add foreign key (tenant_id, fund_use) references fund_use (tenant_id, id);
create index on utility_bill (tenant_id, fund_use);
