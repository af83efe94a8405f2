-- Why: quotas by category with their versions, commitments, transfers and months of the budget (SM-28, FS-3.1, FS-3.2).

create table budget_category (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  code text not null,
  name text not null,
  list_order integer not null,
  on_overspend text not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, code),
  unique (tenant_id, name)
);
create index on budget_category (tenant_id, list_order, id);
select dd_tenant_table('budget_category', 'select, insert, update');

create table budget_quota (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  effective_from date not null,
  total bigint not null,
  basis text not null,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index on budget_quota (tenant_id, effective_from, id);
select dd_tenant_table('budget_quota', 'select, insert, update');

create table budget_quota_line (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  quota uuid not null,
  category uuid not null,
  amount bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, quota, category),
  foreign key (tenant_id, quota) references budget_quota (tenant_id, id),
  foreign key (tenant_id, category) references budget_category (tenant_id, id)
);
create index on budget_quota_line (tenant_id, quota);
create index on budget_quota_line (tenant_id, category);
select dd_tenant_table('budget_quota_line', 'select, insert, update');

create table budget_commitment (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  category uuid not null,
  purpose text not null,
  amount bigint not null,
  cost_on date not null,
  drawn bigint,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, category) references budget_category (tenant_id, id)
);
create index on budget_commitment (tenant_id, cost_on, id);
create index on budget_commitment (tenant_id, category);
select dd_tenant_table('budget_commitment', 'select, insert, update');

create table budget_transfer (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  month text not null,
  from_category uuid not null,
  to_category uuid not null,
  amount bigint not null,
  reason text not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, from_category) references budget_category (tenant_id, id),
  foreign key (tenant_id, to_category) references budget_category (tenant_id, id)
);
create index on budget_transfer (tenant_id, from_category);
create index on budget_transfer (tenant_id, to_category);
select dd_tenant_table('budget_transfer', 'select, insert, update');

create table budget_month (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  month text not null,
  spent bigint,
  committed bigint,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, month)
);
create index on budget_month (tenant_id, month, id);
select dd_tenant_table('budget_month', 'select, insert, update');
