-- Why: maintenance contracts, the equipment they cover and their visits (FS-4.1).

create table maintenance_contract (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  customer uuid not null,
  amount bigint not null,
  valid_from date not null,
  valid_to date not null,
  aspects text[] not null,
  visit_rule text not null,
  visit_day integer not null,
  scope text,
  scan uuid[],
  signed_on date,
  renewal_on date,
  predecessor uuid,
  successor uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, customer) references customer (tenant_id, id),
  foreign key (tenant_id, predecessor) references maintenance_contract (tenant_id, id),
  foreign key (tenant_id, successor) references maintenance_contract (tenant_id, id)
);
create index on maintenance_contract (tenant_id, valid_to, id);
create index on maintenance_contract (tenant_id, valid_from, id);
create index on maintenance_contract (tenant_id, state, id);
create index on maintenance_contract (tenant_id, customer);
create index on maintenance_contract (tenant_id, predecessor);
create index on maintenance_contract (tenant_id, successor);
create index on maintenance_contract (tenant_id, state, valid_to);
select dd_tenant_table('maintenance_contract', 'select, insert, update');

create table maintenance_cover (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  contract uuid not null,
  equipment uuid not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, contract, equipment),
  foreign key (tenant_id, contract) references maintenance_contract (tenant_id, id),
  foreign key (tenant_id, equipment) references equipment (tenant_id, id)
);
create index on maintenance_cover (tenant_id, contract);
create index on maintenance_cover (tenant_id, equipment);
select dd_tenant_table('maintenance_cover', 'select, insert, update');

create table maintenance_visit (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  contract uuid not null,
  planned_on date not null,
  service_order uuid,
  done_on date,
  skip_reason text,
  remark text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, contract, planned_on),
  foreign key (tenant_id, contract) references maintenance_contract (tenant_id, id),
  foreign key (tenant_id, service_order) references service_order (tenant_id, id)
);
create index on maintenance_visit (tenant_id, planned_on, id);
create index on maintenance_visit (tenant_id, state, id);
create index on maintenance_visit (tenant_id, service_order);
create index on maintenance_visit (tenant_id, contract, planned_on);
select dd_tenant_table('maintenance_visit', 'select, insert, update');
