-- Why: attendance: days, corrections, authorised time, findings, months and adjustments.

create table attendance_day (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  employee uuid not null,
  day date not null,
  outcome text not null,
  plan_from timestamp with time zone,
  plan_to timestamp with time zone,
  sign_in timestamp with time zone,
  sign_out timestamp with time zone,
  late_s integer,
  early_s integer,
  ready_gap_s integer,
  printed text[],
  pay text,
  pay_minutes integer,
  evidence_from timestamp with time zone,
  evidence_to timestamp with time zone,
  calls integer,
  talk_s integer,
  shift_s integer,
  scheduled_s integer,
  worked_s integer,
  worked_in_shift_s integer,
  exception_s integer,
  authorised_s integer,
  flags text[],
  leave_kind text,
  line uuid,
  person uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, employee, day),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, line) references unit (tenant_id, id),
  foreign key (tenant_id, person) references app_user (tenant_id, id)
);
create index on attendance_day (tenant_id, day, id);
create index on attendance_day (tenant_id, person);
create index on attendance_day (tenant_id, employee, day);
create index on attendance_day (tenant_id, line, day);
select dd_tenant_table('attendance_day', 'select, insert, update');

create table punch_correction (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  employee uuid not null,
  day date not null,
  sign_in timestamp with time zone,
  sign_out timestamp with time zone,
  reason_code text,
  statement text,
  evidence text,
  opened_by_system boolean,
  decided_by uuid,
  decision_note text,
  person uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, decided_by) references app_user (tenant_id, id),
  foreign key (tenant_id, person) references app_user (tenant_id, id)
);
create index on punch_correction (tenant_id, day, id);
create index on punch_correction (tenant_id, decided_by);
create index on punch_correction (tenant_id, person);
create index on punch_correction (tenant_id, employee, day);
select dd_tenant_table('punch_correction', 'select, insert, update');

create table authorised_time (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  employee uuid not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone not null,
  purpose text not null,
  remark text,
  day date,
  authorised_by text,
  person uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, person) references app_user (tenant_id, id)
);
create index on authorised_time (tenant_id, from_at, id);
create index on authorised_time (tenant_id, person);
create index on authorised_time (tenant_id, employee, from_at);
select dd_tenant_table('authorised_time', 'select, insert, update');

create table attendance_finding (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  finding_kind text not null,
  employee uuid not null,
  other uuid,
  from_day date not null,
  to_day date not null,
  days integer not null,
  in_month integer,
  review boolean,
  facts text not null,
  changed_after boolean,
  incident uuid,
  put_aside text,
  finding_key text not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, finding_key),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, other) references employee (tenant_id, id),
  foreign key (tenant_id, incident) references incident (tenant_id, id)
);
create index on attendance_finding (tenant_id, from_day, id);
create index on attendance_finding (tenant_id, other);
create index on attendance_finding (tenant_id, incident);
create index on attendance_finding (tenant_id, employee, from_day);
select dd_tenant_table('attendance_finding', 'select, insert, update');

create table attendance_month (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  unit uuid not null,
  month text not null,
  days integer,
  unsettled_reason text,
  closed_at timestamp with time zone,
  closed_by text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, unit, month),
  foreign key (tenant_id, unit) references unit (tenant_id, id)
);
create index on attendance_month (tenant_id, month, id);
select dd_tenant_table('attendance_month', 'select, insert, update');

create table attendance_adjustment (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  attendance_day uuid not null,
  employee uuid not null,
  day date not null,
  what text not null,
  minutes integer not null,
  fingerprint text not null,
  decision_note text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, attendance_day) references attendance_day (tenant_id, id),
  foreign key (tenant_id, employee) references employee (tenant_id, id)
);
create index on attendance_adjustment (tenant_id, day, id);
create index on attendance_adjustment (tenant_id, attendance_day);
create index on attendance_adjustment (tenant_id, employee);
select dd_tenant_table('attendance_adjustment', 'select, insert, update');
