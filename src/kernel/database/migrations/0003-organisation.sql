-- Why: the organisation: units in a tree, people who sign in, posts held in time, rest days.

create table unit (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  code text not null,
  parent uuid,
  unit_kind text not null,
  zone text,
  day_starts text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, code),
  foreign key (tenant_id, parent) references unit (tenant_id, id)
);
create index on unit (tenant_id, code, id);
create index on unit (tenant_id, parent);
select dd_tenant_table('unit', 'select, insert, update');

create table app_user (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  display_name text not null,
  disabled boolean not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, name)
);
create index on app_user (tenant_id, name, id);
select dd_tenant_table('app_user', 'select, insert, update');

create table role_grant (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  holder uuid not null,
  role text not null,
  valid_from date not null,
  valid_to date,
  deputy_for uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, holder) references app_user (tenant_id, id),
  foreign key (tenant_id, deputy_for) references app_user (tenant_id, id)
);
create index on role_grant (tenant_id, valid_from, id);
create index on role_grant (tenant_id, holder);
create index on role_grant (tenant_id, deputy_for);
create index on role_grant (tenant_id, role);
select dd_tenant_table('role_grant', 'select, insert, update');

create table holiday (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  day date not null,
  day_kind text not null,
  name text not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, day)
);
create index on holiday (tenant_id, day, id);
select dd_tenant_table('holiday', 'select, insert, update');
