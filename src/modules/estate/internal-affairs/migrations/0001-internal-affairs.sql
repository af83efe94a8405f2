-- Why: performance, attendance sheet, training programme, information security, standards, plans and other work of the logistics department (LOG-10, P34 to P38, G-L7).

create table performance_month (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  unit uuid not null,
  month text not null,
  people integer,
  computed_at timestamp with time zone,
  handed_on date,
  returned_because text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, unit, month),
  foreign key (tenant_id, unit) references unit (tenant_id, id)
);
create index on performance_month (tenant_id, month, id);
select dd_tenant_table('performance_month', 'select, insert, update');

create table performance_score (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  performance uuid not null,
  employee uuid not null,
  person uuid,
  duties_done integer,
  duties_late integer,
  study_missed integer,
  unsigned integer,
  absent_days integer,
  late_times integer,
  sanctions integer,
  findings integer,
  computed integer not null,
  adjustment integer,
  score integer not null,
  objection text,
  decision text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, performance, employee),
  foreign key (tenant_id, performance) references performance_month (tenant_id, id),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, person) references app_user (tenant_id, id)
);
create index on performance_score (tenant_id, score, id);
create index on performance_score (tenant_id, employee);
create index on performance_score (tenant_id, person);
create index on performance_score (tenant_id, performance, state);
select dd_tenant_table('performance_score', 'select, insert, update');

create table department_sheet (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  unit uuid not null,
  month text not null,
  people integer,
  handed_on date,
  returned_because text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, unit, month),
  foreign key (tenant_id, unit) references unit (tenant_id, id)
);
create index on department_sheet (tenant_id, month, id);
select dd_tenant_table('department_sheet', 'select, insert, update');

create table department_sheet_line (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  sheet uuid not null,
  employee uuid not null,
  workdays integer not null,
  leave integer,
  absent integer,
  worked integer,
  remark text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, sheet, employee),
  foreign key (tenant_id, sheet) references department_sheet (tenant_id, id),
  foreign key (tenant_id, employee) references employee (tenant_id, id)
);
create index on department_sheet_line (tenant_id, sheet);
create index on department_sheet_line (tenant_id, employee);
select dd_tenant_table('department_sheet_line', 'select, insert, update');

create table training_programme (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  unit uuid not null,
  year integer not null,
  aim text not null,
  filed_on date,
  summary text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, unit, year),
  foreign key (tenant_id, unit) references unit (tenant_id, id)
);
create index on training_programme (tenant_id, year, id);
select dd_tenant_table('training_programme', 'select, insert, update');

create table training_item (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  programme uuid not null,
  month text not null,
  topic text not null,
  subject text not null,
  hours numeric not null,
  tested boolean not null,
  session uuid,
  dropped_because text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, programme) references training_programme (tenant_id, id),
  foreign key (tenant_id, session) references study_session (tenant_id, id)
);
create index on training_item (tenant_id, month, id);
create index on training_item (tenant_id, session);
create index on training_item (tenant_id, programme, state);
select dd_tenant_table('training_item', 'select, insert, update');

create table training_result (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  item uuid not null,
  employee uuid not null,
  score integer not null,
  passed boolean,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, item, employee),
  foreign key (tenant_id, item) references training_item (tenant_id, id),
  foreign key (tenant_id, employee) references employee (tenant_id, id)
);
create index on training_result (tenant_id, score, id);
create index on training_result (tenant_id, item);
create index on training_result (tenant_id, employee);
select dd_tenant_table('training_result', 'select, insert, update');

create table it_device (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  kind text not null,
  serial text not null,
  place text not null,
  custodian uuid,
  system text,
  needs text[] not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, serial),
  foreign key (tenant_id, custodian) references employee (tenant_id, id)
);
create index on it_device (tenant_id, name, id);
create index on it_device (tenant_id, custodian);
select dd_tenant_table('it_device', 'select, insert, update');

create table device_care (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  device uuid not null,
  kind text not null,
  ok boolean not null,
  finding text,
  done_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, device) references it_device (tenant_id, id)
);
create index on device_care (tenant_id, done_on, id);
create index on device_care (tenant_id, device, kind, done_on);
select dd_tenant_table('device_care', 'select, insert, update');

create table security_incident (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  what text not null,
  grade text not null,
  noticed_at timestamp with time zone not null,
  device uuid,
  contained_at timestamp with time zone,
  measures text,
  in_time boolean,
  cause text,
  prevention text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, device) references it_device (tenant_id, id)
);
create index on security_incident (tenant_id, noticed_at, id);
create index on security_incident (tenant_id, device);
select dd_tenant_table('security_incident', 'select, insert, update');

create table work_standard (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  post text not null,
  title text not null,
  text text not null,
  policy uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, post, title),
  foreign key (tenant_id, policy) references policy (tenant_id, id)
);
create index on work_standard (tenant_id, post, id);
create index on work_standard (tenant_id, policy);
select dd_tenant_table('work_standard', 'select, insert, update');

create table standard_check (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  standard uuid not null,
  employee uuid not null,
  result text not null,
  looked_at text not null,
  finding text,
  correct_by date,
  checked_on date,
  corrected text,
  corrected_by uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, standard) references work_standard (tenant_id, id),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, corrected_by) references app_user (tenant_id, id)
);
create index on standard_check (tenant_id, checked_on, id);
create index on standard_check (tenant_id, corrected_by);
create index on standard_check (tenant_id, standard, checked_on);
create index on standard_check (tenant_id, employee, checked_on);
select dd_tenant_table('standard_check', 'select, insert, update');

create table standard_task (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  task text not null,
  due_on date not null,
  outcome text,
  evidence uuid[],
  done_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index on standard_task (tenant_id, due_on, id);
select dd_tenant_table('standard_task', 'select, insert, update');

create table work_plan (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  unit uuid not null,
  kind text not null,
  period text not null,
  parent uuid,
  filed_on date,
  review text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, unit, period),
  foreign key (tenant_id, unit) references unit (tenant_id, id),
  foreign key (tenant_id, parent) references work_plan (tenant_id, id)
);
create index on work_plan (tenant_id, period, id);
create index on work_plan (tenant_id, parent);
select dd_tenant_table('work_plan', 'select, insert, update');

create table work_plan_item (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  plan uuid not null,
  goal text not null,
  year_item uuid,
  owner uuid not null,
  due_on date not null,
  weight integer not null,
  percent integer,
  note text,
  carried_from uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, plan) references work_plan (tenant_id, id),
  foreign key (tenant_id, year_item) references work_plan_item (tenant_id, id),
  foreign key (tenant_id, owner) references employee (tenant_id, id),
  foreign key (tenant_id, carried_from) references work_plan_item (tenant_id, id)
);
create index on work_plan_item (tenant_id, due_on, id);
create index on work_plan_item (tenant_id, year_item);
create index on work_plan_item (tenant_id, owner);
create index on work_plan_item (tenant_id, carried_from);
create index on work_plan_item (tenant_id, plan, state);
select dd_tenant_table('work_plan_item', 'select, insert, update');

create table catch_all_review (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  unit uuid not null,
  quarter text not null,
  works integer,
  proposed integer,
  conclusion text not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, unit, quarter),
  foreign key (tenant_id, unit) references unit (tenant_id, id)
);
create index on catch_all_review (tenant_id, quarter, id);
select dd_tenant_table('catch_all_review', 'select, insert, update');

create table work_category (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  statement text not null,
  name text not null,
  owner_post text,
  deputy_post text,
  frequency text,
  evidence text,
  proposed_in uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, statement, name),
  foreign key (tenant_id, proposed_in) references catch_all_review (tenant_id, id)
);
create index on work_category (tenant_id, name, id);
create index on work_category (tenant_id, proposed_in);
select dd_tenant_table('work_category', 'select, insert, update');

create table other_work (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  statement text not null,
  kind text not null,
  what text not null,
  done_on date not null,
  hours numeric,
  own_kind uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, own_kind) references work_category (tenant_id, id)
);
create index on other_work (tenant_id, done_on, id);
create index on other_work (tenant_id, own_kind);
create index on other_work (tenant_id, statement, done_on);
select dd_tenant_table('other_work', 'select, insert, update');
