-- Why: performance rules and the bonus points granted by them (FS-2.5).

create table performance_rule (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  basis text not null,
  most integer not null,
  valid_from date not null,
  valid_to date,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
select dd_tenant_table('performance_rule', 'select, insert, update');

create table bonus_grant (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  rule uuid not null,
  employee uuid not null,
  region uuid not null,
  points integer not null,
  earned_on date not null,
  reason text not null,
  decided_by uuid,
  granted_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, rule) references performance_rule (tenant_id, id),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, region) references service_region (tenant_id, id),
  foreign key (tenant_id, decided_by) references app_user (tenant_id, id)
);
create index on bonus_grant (tenant_id, earned_on, id);
create index on bonus_grant (tenant_id, rule);
create index on bonus_grant (tenant_id, employee);
create index on bonus_grant (tenant_id, region);
create index on bonus_grant (tenant_id, decided_by);
select dd_tenant_table('bonus_grant', 'select, insert, update');
