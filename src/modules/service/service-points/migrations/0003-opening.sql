-- Why: points from before the orders were kept here, brought in from a summary table and marked as not derived (CG-47).

create table points_opening (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  region uuid not null,
  service_type uuid not null,
  as_of date not null,
  orders integer not null,
  points integer not null,
  source text not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, region) references service_region (tenant_id, id),
  foreign key (tenant_id, service_type) references service_type (tenant_id, id)
);
create index on points_opening (tenant_id, as_of, id);
create index on points_opening (tenant_id, region);
create index on points_opening (tenant_id, service_type);
select dd_tenant_table('points_opening', 'select, insert, update');
