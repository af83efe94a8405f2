-- Why: customers and their sites, each in the branch that serves it (FS-0.1, FS-0.2).

create table customer (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  short_name text,
  kind text not null,
  branch uuid not null,
  contact text,
  contact_phone text,
  address text,
  notes text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, name),
  foreign key (tenant_id, branch) references unit (tenant_id, id)
);
create index on customer (tenant_id, name, id);
create index on customer (tenant_id, kind, id);
create index on customer (tenant_id, branch);
select dd_tenant_table('customer', 'select, insert, update');

create table site (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  customer uuid not null,
  name text not null,
  branch uuid not null,
  address text,
  access_notes text,
  contact text,
  contact_phone text,
  latitude numeric,
  longitude numeric,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, customer, name),
  foreign key (tenant_id, customer) references customer (tenant_id, id),
  foreign key (tenant_id, branch) references unit (tenant_id, id)
);
create index on site (tenant_id, name, id);
create index on site (tenant_id, customer);
create index on site (tenant_id, branch);
select dd_tenant_table('site', 'select, insert, update');
