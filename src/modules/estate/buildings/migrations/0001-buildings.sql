-- Why: buildings with their label, their files and the use of their spaces (LOG-2.1, LOG-2.2, P22).

create table building (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  kind text not null,
  address text not null,
  title_right text not null,
  title_no text,
  area numeric,
  floors integer,
  built_on date,
  qr_token text,
  label_since timestamp with time zone,
  notes text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, name),
  unique (tenant_id, qr_token)
);
create index on building (tenant_id, name, id);
select dd_tenant_table('building', 'select, insert, update');

create table building_use (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  building uuid not null,
  space text not null,
  user_unit uuid not null,
  purpose text not null,
  from_on date not null,
  to_on date,
  keys integer,
  condition text,
  handed_on date,
  vacated_on date,
  keys_back integer,
  inspection text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, building) references building (tenant_id, id),
  foreign key (tenant_id, user_unit) references unit (tenant_id, id)
);
create index on building_use (tenant_id, from_on, id);
create index on building_use (tenant_id, building);
select dd_tenant_table('building_use', 'select, insert, update');

create table building_file (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  building uuid not null,
  kind text not null,
  title text not null,
  document_no text,
  issued_on date,
  valid_to date,
  kept_at text not null,
  scans uuid[],
  lent_to text,
  due_back date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, building) references building (tenant_id, id)
);
create index on building_file (tenant_id, valid_to, id);
create index on building_file (tenant_id, title, id);
create index on building_file (tenant_id, building);
select dd_tenant_table('building_file', 'select, insert, update');
