-- Why: service reports with addenda, and the kinds of failure they name (SM-23, FS-5.8 to FS-5.10).

create table failure_kind (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  code text not null,
  name text not null,
  list_order integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, code)
);
create index on failure_kind (tenant_id, list_order, id);
select dd_tenant_table('failure_kind', 'select, insert, update');

create table service_report (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  service_order uuid not null,
  arrived_at timestamp with time zone,
  left_at timestamp with time zone,
  product text,
  failure uuid,
  findings text,
  work_done text not null,
  parts_used text,
  pressure numeric,
  temperature numeric,
  flue_oxygen numeric,
  readings text,
  advice text,
  photos uuid[],
  position text,
  customer uuid,
  region uuid,
  service_type uuid,
  technician uuid,
  issued_on date,
  due_on date,
  certified_by text,
  certified_on date,
  paper uuid[],
  submitted_on date,
  checked_on date,
  question text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, service_order),
  foreign key (tenant_id, service_order) references service_order (tenant_id, id),
  foreign key (tenant_id, failure) references failure_kind (tenant_id, id),
  foreign key (tenant_id, customer) references customer (tenant_id, id),
  foreign key (tenant_id, region) references service_region (tenant_id, id),
  foreign key (tenant_id, service_type) references service_type (tenant_id, id),
  foreign key (tenant_id, technician) references employee (tenant_id, id)
);
create index on service_report (tenant_id, due_on, id);
create index on service_report (tenant_id, service_order);
create index on service_report (tenant_id, failure);
create index on service_report (tenant_id, customer);
create index on service_report (tenant_id, region);
create index on service_report (tenant_id, service_type);
create index on service_report (tenant_id, technician);
create index on service_report (tenant_id, issued_on);
create index on service_report (tenant_id, product, failure);
create index on service_report (tenant_id, state, due_on);
select dd_tenant_table('service_report', 'select, insert, update');

create table service_report_addendum (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  report uuid not null,
  addition text not null,
  photos uuid[],
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, report) references service_report (tenant_id, id)
);
create index on service_report_addendum (tenant_id, report);
select dd_tenant_table('service_report_addendum', 'select, insert, update');
