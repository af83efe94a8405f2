-- Why: service orders with the regions and service types they are sorted by (SM-21, FS-0.1, FS-2.4, CG-52).

create table service_region (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  code text not null,
  name text not null,
  branch uuid not null,
  list_order integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, code),
  foreign key (tenant_id, branch) references unit (tenant_id, id)
);
create index on service_region (tenant_id, list_order, id);
create index on service_region (tenant_id, code, id);
select dd_tenant_table('service_region', 'select, insert, update');

create table service_type (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  code text not null,
  name text not null,
  list_order integer not null,
  earns_points boolean not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, code)
);
create index on service_type (tenant_id, list_order, id);
create index on service_type (tenant_id, code, id);
select dd_tenant_table('service_type', 'select, insert, update');

create table service_region_order (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  report text not null,
  region uuid not null,
  list_order integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, report, region),
  foreign key (tenant_id, region) references service_region (tenant_id, id)
);
create index on service_region_order (tenant_id, report, id);
create index on service_region_order (tenant_id, region);
select dd_tenant_table('service_region_order', 'select, insert, update');

create table service_order (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  customer text not null,
  region uuid not null,
  service_type uuid not null,
  content text,
  technician uuid,
  done_on date,
  result text,
  credited_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, region) references service_region (tenant_id, id),
  foreign key (tenant_id, service_type) references service_type (tenant_id, id),
  foreign key (tenant_id, technician) references employee (tenant_id, id)
);
create index on service_order (tenant_id, done_on, id);
create index on service_order (tenant_id, credited_on);
create index on service_order (tenant_id, region, service_type, credited_on);
create index on service_order (tenant_id, service_type, done_on);
create index on service_order (tenant_id, technician, done_on);
create index on service_order (tenant_id, state, done_on);
select dd_tenant_table('service_order', 'select, insert, update');
