-- Why: skills, wishes and call volumes that a roster is planned by, runs of the solver, swaps and marks of private changes (SM-9, AC-19, AC-22).

alter table shift_template add column skill text;
alter table planned_shift add column by_solver boolean;

create table roster_skill (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  employee uuid not null,
  skill text not null,
  valid_from date not null,
  valid_to date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, employee, skill, valid_from),
  foreign key (tenant_id, employee) references employee (tenant_id, id)
);
create index on roster_skill (tenant_id, valid_from, id);
create index on roster_skill (tenant_id, employee);
select dd_tenant_table('roster_skill', 'select, insert, update');

create table call_volume (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  line uuid not null,
  valid_from date not null,
  weekday text not null,
  hour integer not null,
  calls integer not null,
  aht integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, line, valid_from, weekday, hour),
  foreign key (tenant_id, line) references unit (tenant_id, id)
);
create index on call_volume (tenant_id, weekday, id);
select dd_tenant_table('call_volume', 'select, insert, update');

create table roster_run (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  roster uuid not null,
  seconds integer not null,
  placed integer,
  gap numeric,
  shortages text,
  problem text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, roster) references shift_roster (tenant_id, id)
);
create index on roster_run (tenant_id, roster);
select dd_tenant_table('roster_run', 'select, insert, update');

create table shift_wish (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  employee uuid not null,
  from_day date not null,
  to_day date not null,
  wish text not null,
  template uuid,
  note text,
  person uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, template) references shift_template (tenant_id, id),
  foreign key (tenant_id, person) references app_user (tenant_id, id)
);
create index on shift_wish (tenant_id, from_day, id);
create index on shift_wish (tenant_id, employee);
create index on shift_wish (tenant_id, template);
create index on shift_wish (tenant_id, person);
select dd_tenant_table('shift_wish', 'select, insert, update');

create table shift_swap (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  shift uuid not null,
  colleague uuid not null,
  their_shift uuid,
  reason text not null,
  offerer uuid,
  approved_by uuid,
  decision_note text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, shift) references planned_shift (tenant_id, id),
  foreign key (tenant_id, colleague) references employee (tenant_id, id),
  foreign key (tenant_id, their_shift) references planned_shift (tenant_id, id),
  foreign key (tenant_id, offerer) references employee (tenant_id, id),
  foreign key (tenant_id, approved_by) references app_user (tenant_id, id)
);
create index on shift_swap (tenant_id, shift);
create index on shift_swap (tenant_id, colleague);
create index on shift_swap (tenant_id, their_shift);
create index on shift_swap (tenant_id, offerer);
create index on shift_swap (tenant_id, approved_by);
select dd_tenant_table('shift_swap', 'select, insert, update');

create table shift_observation (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  shift uuid not null,
  worker uuid not null,
  remark text not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, shift, worker),
  foreign key (tenant_id, shift) references planned_shift (tenant_id, id),
  foreign key (tenant_id, worker) references employee (tenant_id, id)
);
create index on shift_observation (tenant_id, shift);
create index on shift_observation (tenant_id, worker);
select dd_tenant_table('shift_observation', 'select, insert, update');

create table schedule_flag (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  shift uuid not null,
  employee uuid not null,
  other uuid not null,
  kind text not null,
  day date not null,
  facts text not null,
  explanation text,
  incident uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, shift, employee),
  foreign key (tenant_id, shift) references planned_shift (tenant_id, id),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, other) references employee (tenant_id, id),
  foreign key (tenant_id, incident) references incident (tenant_id, id)
);
create index on schedule_flag (tenant_id, day, id);
create index on schedule_flag (tenant_id, shift);
create index on schedule_flag (tenant_id, employee);
create index on schedule_flag (tenant_id, other);
create index on schedule_flag (tenant_id, incident);
select dd_tenant_table('schedule_flag', 'select, insert, update');
