-- Why: budget requests of a centre for a year or a month, with their lines (P27, LOG-4.1).

create table budget_request (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  kind text not null,
  period text not null,
  basis text not null,
  total bigint,
  released_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index on budget_request (tenant_id, period, id);
create index on budget_request (tenant_id, kind, period);
select dd_tenant_table('budget_request', 'select, insert, update');

create table budget_request_line (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  request uuid not null,
  category uuid not null,
  amount bigint not null,
  reason text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, request, category),
  foreign key (tenant_id, request) references budget_request (tenant_id, id),
  foreign key (tenant_id, category) references budget_category (tenant_id, id)
);
create index on budget_request_line (tenant_id, request);
create index on budget_request_line (tenant_id, category);
select dd_tenant_table('budget_request_line', 'select, insert, update');

