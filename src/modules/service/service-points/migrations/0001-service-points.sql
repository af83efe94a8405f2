-- Why: unit points set by the customer and the months that are closed (FS-2.6, SM-31, CG-47).

create table points_catalogue (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  service_type uuid not null,
  points integer not null,
  effective_from date not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, service_type) references service_type (tenant_id, id)
);
create index on points_catalogue (tenant_id, effective_from, id);
create index on points_catalogue (tenant_id, service_type);
create index on points_catalogue (tenant_id, service_type, effective_from);
select dd_tenant_table('points_catalogue', 'select, insert, update');

create table points_period (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  month text not null,
  orders_total integer,
  points_total integer,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, month)
);
create index on points_period (tenant_id, month, id);
select dd_tenant_table('points_period', 'select, insert, update');
