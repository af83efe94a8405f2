-- Why: receipts awaited for orders that came from a request (SM-22, FS-5.7).

create table receipt (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  service_order uuid not null,
  customer uuid not null,
  region uuid not null,
  technician uuid,
  issued_on date,
  done_on date not null,
  due_on date not null,
  signed_by text,
  signed_at timestamp with time zone,
  opinion text,
  paper uuid[],
  returned_on date,
  accepted_on date,
  reject_reason text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, service_order),
  foreign key (tenant_id, service_order) references service_order (tenant_id, id),
  foreign key (tenant_id, customer) references customer (tenant_id, id),
  foreign key (tenant_id, region) references service_region (tenant_id, id),
  foreign key (tenant_id, technician) references employee (tenant_id, id)
);
create index on receipt (tenant_id, due_on, id);
create index on receipt (tenant_id, service_order);
create index on receipt (tenant_id, customer);
create index on receipt (tenant_id, region);
create index on receipt (tenant_id, technician);
create index on receipt (tenant_id, issued_on);
create index on receipt (tenant_id, state, due_on);
select dd_tenant_table('receipt', 'select, insert, update');
