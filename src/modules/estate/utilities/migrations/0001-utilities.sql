-- Why: kinds of utility, meters with readings, bills with their shares and the parts that departments bear (LOG-3.10, P26, AS-37).

create table utility_kind (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  measure text not null,
  metered boolean not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, name)
);
create index on utility_kind (tenant_id, name, id);
select dd_tenant_table('utility_kind', 'select, insert, update');

create table meter (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  kind uuid not null,
  building uuid not null,
  serial text not null,
  place text not null,
  digits integer not null,
  factor integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, kind, serial),
  foreign key (tenant_id, kind) references utility_kind (tenant_id, id),
  foreign key (tenant_id, building) references building (tenant_id, id)
);
create index on meter (tenant_id, serial, id);
create index on meter (tenant_id, kind);
create index on meter (tenant_id, building, kind);
select dd_tenant_table('meter', 'select, insert, update');

create table meter_reading (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  meter uuid not null,
  read_on date not null,
  reading integer not null,
  photo uuid[],
  rolled boolean not null,
  note text,
  previous integer,
  days integer,
  used integer,
  unusual boolean,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, meter, read_on),
  foreign key (tenant_id, meter) references meter (tenant_id, id)
);
create index on meter_reading (tenant_id, read_on, id);
create index on meter_reading (tenant_id, meter);
select dd_tenant_table('meter_reading', 'select, insert, update');

create table utility_share (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  kind uuid not null,
  building uuid not null,
  department uuid not null,
  weight integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, building, kind, department),
  foreign key (tenant_id, kind) references utility_kind (tenant_id, id),
  foreign key (tenant_id, building) references building (tenant_id, id),
  foreign key (tenant_id, department) references unit (tenant_id, id)
);
create index on utility_share (tenant_id, kind);
create index on utility_share (tenant_id, building);
select dd_tenant_table('utility_share', 'select, insert, update');

create table utility_bill (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  kind uuid not null,
  building uuid not null,
  from_on date not null,
  to_on date not null,
  supplier text not null,
  invoice text not null,
  quantity numeric,
  unit_price numeric,
  amount bigint not null,
  metered integer,
  reason text,
  settled_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, kind, supplier, invoice),
  foreign key (tenant_id, kind) references utility_kind (tenant_id, id),
  foreign key (tenant_id, building) references building (tenant_id, id)
);
create index on utility_bill (tenant_id, to_on, id);
create index on utility_bill (tenant_id, kind);
create index on utility_bill (tenant_id, building, kind);
select dd_tenant_table('utility_bill', 'select, insert, update');

create table utility_bill_line (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  bill uuid not null,
  department uuid not null,
  weight integer not null,
  amount bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, bill, department),
  foreign key (tenant_id, bill) references utility_bill (tenant_id, id),
  foreign key (tenant_id, department) references unit (tenant_id, id)
);
create index on utility_bill_line (tenant_id, bill);
select dd_tenant_table('utility_bill_line', 'select, insert, update');
