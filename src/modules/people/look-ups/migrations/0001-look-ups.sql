-- Why: customer data opened for a work reason, logged and reviewed (CC-3.1, SM-12).

create table customer_lookup (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  customer uuid not null,
  reason text not null,
  reference text,
  words text,
  call_active boolean,
  open_until timestamp with time zone,
  phone text,
  score integer,
  why text,
  person uuid,
  employee uuid,
  finding text,
  incident uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, customer) references customer (tenant_id, id),
  foreign key (tenant_id, person) references app_user (tenant_id, id),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, incident) references incident (tenant_id, id)
);
create index on customer_lookup (tenant_id, score, id);
create index on customer_lookup (tenant_id, customer);
create index on customer_lookup (tenant_id, person);
create index on customer_lookup (tenant_id, employee);
create index on customer_lookup (tenant_id, incident);
select dd_tenant_table('customer_lookup', 'select, insert, update');
