-- Why: papers with their last day, odometer readings with the driver of the moment, daily checks and fuel against a norm; what a dispatcher must know of a vehicle (LOG-1.1, LOG-1.3, LOG-1.4).

alter table vehicle add column ownership text;
alter table vehicle add column licence_class text;
alter table vehicle add column fuel_norm numeric;
alter table vehicle add column next_service_on date;
alter table vehicle add column next_service_km integer;

create table vehicle_document (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  vehicle uuid not null,
  kind text not null,
  document_no text,
  issuer text,
  valid_from date not null,
  valid_to date not null,
  file uuid[],
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, vehicle, kind, valid_from),
  foreign key (tenant_id, vehicle) references vehicle (tenant_id, id)
);
create index on vehicle_document (tenant_id, valid_to, id);
create index on vehicle_document (tenant_id, vehicle, kind);
select dd_tenant_table('vehicle_document', 'select, insert, update');

create table odometer_reading (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  vehicle uuid not null,
  read_at timestamp with time zone not null,
  km integer not null,
  driver uuid,
  source text not null,
  because text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, vehicle) references vehicle (tenant_id, id),
  foreign key (tenant_id, driver) references driver (tenant_id, id)
);
create index on odometer_reading (tenant_id, read_at, id);
create index on odometer_reading (tenant_id, driver);
create index on odometer_reading (tenant_id, vehicle, read_at);
select dd_tenant_table('odometer_reading', 'select, insert, update');

create table vehicle_care (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  vehicle uuid not null,
  checked_on date not null,
  items text[] not null,
  fit boolean not null,
  found text,
  photo uuid[],
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, vehicle) references vehicle (tenant_id, id)
);
create index on vehicle_care (tenant_id, checked_on, id);
create index on vehicle_care (tenant_id, vehicle, checked_on);
select dd_tenant_table('vehicle_care', 'select, insert, update');

create table fuel_fill (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  vehicle uuid not null,
  driver uuid,
  filled_at timestamp with time zone not null,
  km integer not null,
  litres numeric not null,
  price bigint not null,
  full_tank boolean not null,
  station text,
  receipt uuid[],
  amount bigint,
  distance integer,
  per_100 numeric,
  norm numeric,
  deviation numeric,
  explanation text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, vehicle) references vehicle (tenant_id, id),
  foreign key (tenant_id, driver) references driver (tenant_id, id)
);
create index on fuel_fill (tenant_id, filled_at, id);
create index on fuel_fill (tenant_id, driver);
create index on fuel_fill (tenant_id, vehicle, filled_at);
select dd_tenant_table('fuel_fill', 'select, insert, update');

