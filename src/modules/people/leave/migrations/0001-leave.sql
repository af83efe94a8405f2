-- Why: kinds of leave, what was granted to whom, and requests with their decision (CC-5.1a, SM-8).

create table leave_kind (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  paid boolean not null,
  keeps_balance boolean not null,
  needs_proof boolean not null,
  hr_from integer,
  retroactive_days integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, name)
);
create index on leave_kind (tenant_id, name, id);
select dd_tenant_table('leave_kind', 'select, insert, update');

create table leave_entitlement (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  employee uuid not null,
  kind uuid not null,
  year integer not null,
  half_days integer not null,
  person uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, employee, kind, year),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, kind) references leave_kind (tenant_id, id),
  foreign key (tenant_id, person) references app_user (tenant_id, id)
);
create index on leave_entitlement (tenant_id, year, id);
create index on leave_entitlement (tenant_id, employee);
create index on leave_entitlement (tenant_id, kind);
create index on leave_entitlement (tenant_id, person);
select dd_tenant_table('leave_entitlement', 'select, insert, update');

create table leave_request (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  employee uuid not null,
  kind uuid not null,
  from_day date not null,
  from_half text not null,
  to_day date not null,
  to_half text not null,
  reason text not null,
  proof uuid[],
  half_days integer,
  entitlement uuid,
  retroactive boolean,
  person uuid,
  decided_by uuid,
  below_reason text,
  decision_note text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, kind) references leave_kind (tenant_id, id),
  foreign key (tenant_id, entitlement) references leave_entitlement (tenant_id, id),
  foreign key (tenant_id, person) references app_user (tenant_id, id),
  foreign key (tenant_id, decided_by) references app_user (tenant_id, id)
);
create index on leave_request (tenant_id, from_day, id);
create index on leave_request (tenant_id, created_at, id);
create index on leave_request (tenant_id, kind);
create index on leave_request (tenant_id, entitlement);
create index on leave_request (tenant_id, person);
create index on leave_request (tenant_id, decided_by);
create index on leave_request (tenant_id, employee, from_day);
select dd_tenant_table('leave_request', 'select, insert, update');
