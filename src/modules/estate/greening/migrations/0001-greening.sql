-- Why: green sites and the work orders on them (LOG-6).

create table green_site (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  site_kind text not null,
  address text not null,
  area numeric not null,
  plants text,
  contractor text,
  care_every_days integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index on green_site (tenant_id, site_kind, id);
select dd_tenant_table('green_site', 'select, insert, update');

create table green_work (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  site uuid not null,
  works text[] not null,
  planned_on date not null,
  workers text not null,
  permit_no text,
  permit_from date,
  permit_to date,
  guardian text,
  begun_on date,
  done_on date,
  cost bigint,
  photos uuid[],
  remark text,
  accepted_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, site) references green_site (tenant_id, id)
);
create index on green_work (tenant_id, planned_on, id);
create index on green_work (tenant_id, state, id);
create index on green_work (tenant_id, site, accepted_on);
select dd_tenant_table('green_work', 'select, insert, update');
