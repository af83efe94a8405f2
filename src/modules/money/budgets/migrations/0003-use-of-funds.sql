-- Why: uses of funds with their payments: held, ordered, paid and settled against a line of the budget (P27, LOG-4.2, LOG-4.3).

create table fund_use (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  category uuid not null,
  purpose text not null,
  amount bigint not null,
  cost_on date not null,
  payee text,
  quote uuid[],
  held bigint,
  over_by bigint,
  over_reason text,
  committed bigint,
  paid bigint,
  released bigint,
  settled_on date,
  origin_register text,
  origin_id text,
  origin_number text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, category) references budget_category (tenant_id, id)
);
create index on fund_use (tenant_id, cost_on, id);
create index on fund_use (tenant_id, category, cost_on);
create index on fund_use (tenant_id, origin_id);
select dd_tenant_table('fund_use', 'select, insert, update');

create table fund_payment (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  fund_use uuid not null,
  category uuid not null,
  amount bigint not null,
  payee text,
  paid_on date not null,
  booked_on date not null,
  invoice_no text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, invoice_no),
  foreign key (tenant_id, fund_use) references fund_use (tenant_id, id),
  foreign key (tenant_id, category) references budget_category (tenant_id, id)
);
create index on fund_payment (tenant_id, booked_on, id);
create index on fund_payment (tenant_id, fund_use);
create index on fund_payment (tenant_id, category, booked_on);
select dd_tenant_table('fund_payment', 'select, insert, update');

