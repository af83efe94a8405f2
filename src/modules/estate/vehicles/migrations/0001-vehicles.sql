-- Why: vehicles with dated assignments to branches, and stated figures to hold against the registers (FS-1.1, CG-45).

create table vehicle (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  plate text not null,
  kind text not null,
  model text,
  seats integer,
  in_service_since date not null,
  branch uuid,
  assigned_since date,
  withdrawn_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, plate),
  foreign key (tenant_id, branch) references unit (tenant_id, id)
);
create index on vehicle (tenant_id, plate, id);
create index on vehicle (tenant_id, branch);
select dd_tenant_table('vehicle', 'select, insert, update');

create table vehicle_assignment (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  vehicle uuid not null,
  branch uuid not null,
  valid_from date not null,
  valid_to date,
  reason text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, vehicle, valid_from),
  foreign key (tenant_id, vehicle) references vehicle (tenant_id, id),
  foreign key (tenant_id, branch) references unit (tenant_id, id)
);
create index on vehicle_assignment (tenant_id, valid_from, id);
create index on vehicle_assignment (tenant_id, vehicle);
select dd_tenant_table('vehicle_assignment', 'select, insert, update');

create table staffing_statement (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  title text not null,
  as_of date not null,
  staff_total integer not null,
  vehicles_total integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index on staffing_statement (tenant_id, as_of, id);
select dd_tenant_table('staffing_statement', 'select, insert, update');

create table staffing_statement_line (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  statement uuid not null,
  list_order integer not null,
  place uuid not null,
  staff integer not null,
  vehicles integer,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, statement, place),
  foreign key (tenant_id, statement) references staffing_statement (tenant_id, id),
  foreign key (tenant_id, place) references unit (tenant_id, id)
);
create index on staffing_statement_line (tenant_id, list_order, id);
create index on staffing_statement_line (tenant_id, statement);
select dd_tenant_table('staffing_statement_line', 'select, insert, update');
