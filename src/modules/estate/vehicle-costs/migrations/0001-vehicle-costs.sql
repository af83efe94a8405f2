-- Why: what vehicles cost up to the settlement (LOG-1.4, P20).

create table vehicle_expense (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  vehicle uuid not null,
  kind text not null,
  what text not null,
  covers_from date,
  covers_to date,
  category uuid,
  payee text,
  quote bigint,
  quoted_by uuid,
  fund_use uuid,
  done_on date,
  done text,
  km integer,
  actual bigint,
  invoice_no text,
  settled_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, vehicle) references vehicle (tenant_id, id),
  foreign key (tenant_id, category) references budget_category (tenant_id, id),
  foreign key (tenant_id, quoted_by) references app_user (tenant_id, id),
  foreign key (tenant_id, fund_use) references fund_use (tenant_id, id)
);
create index on vehicle_expense (tenant_id, settled_on, id);
create index on vehicle_expense (tenant_id, category);
create index on vehicle_expense (tenant_id, quoted_by);
create index on vehicle_expense (tenant_id, fund_use);
create index on vehicle_expense (tenant_id, vehicle, settled_on);
select dd_tenant_table('vehicle_expense', 'select, insert, update');
