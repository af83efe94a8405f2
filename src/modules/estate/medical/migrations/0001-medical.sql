-- Why: health (LOG-8.1, LOG-8.2): check-ups, results under the doctor's seal, emergencies and who was told.

create table checkup_plan (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  title text not null,
  participants uuid not null,
  begins_on date not null,
  ends_on date not null,
  provider text not null,
  items text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, participants) references unit (tenant_id, id)
);
create index on checkup_plan (tenant_id, begins_on, id);
select dd_tenant_table('checkup_plan', 'select, insert, update');

create table checkup (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  plan uuid not null,
  employee uuid not null,
  app_user uuid,
  booked_on date,
  examined_on date,
  excuse text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, plan, employee),
  foreign key (tenant_id, plan) references checkup_plan (tenant_id, id),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, app_user) references app_user (tenant_id, id)
);
create index on checkup (tenant_id, booked_on, id);
create index on checkup (tenant_id, state, id);
create index on checkup (tenant_id, employee);
create index on checkup (tenant_id, app_user);
create index on checkup (tenant_id, plan, state);
select dd_tenant_table('checkup', 'select, insert, update');

create table checkup_result (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  checkup uuid not null,
  outcome text not null,
  findings text not null,
  advice text,
  follow_up_on date,
  report uuid[],
  follow_up text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, checkup),
  foreign key (tenant_id, checkup) references checkup (tenant_id, id)
);
create index on checkup_result (tenant_id, follow_up_on, id);
create index on checkup_result (tenant_id, state, id);
create index on checkup_result (tenant_id, checkup);
select dd_tenant_table('checkup_result', 'select, insert, update');

create table medical_emergency (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  happened_at timestamp with time zone not null,
  place text not null,
  people_count integer not null,
  people text not null,
  event text not null,
  reported_by uuid,
  report_due_at timestamp with time zone,
  first_aid text,
  first_aid_by text,
  hospital text,
  left_at timestamp with time zone,
  cause text,
  outcome text,
  measures text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, reported_by) references app_user (tenant_id, id)
);
create index on medical_emergency (tenant_id, happened_at, id);
create index on medical_emergency (tenant_id, state, id);
create index on medical_emergency (tenant_id, reported_by);
select dd_tenant_table('medical_emergency', 'select, insert, update');

create table emergency_notice (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  emergency uuid not null,
  place_in_chain integer not null,
  whom text not null,
  due_at timestamp with time zone not null,
  told_at timestamp with time zone,
  told_by uuid,
  minutes_late integer,
  remark text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, emergency, place_in_chain),
  foreign key (tenant_id, emergency) references medical_emergency (tenant_id, id),
  foreign key (tenant_id, told_by) references app_user (tenant_id, id)
);
create index on emergency_notice (tenant_id, due_at, id);
create index on emergency_notice (tenant_id, emergency);
create index on emergency_notice (tenant_id, told_by);
select dd_tenant_table('emergency_notice', 'select, insert, update');
