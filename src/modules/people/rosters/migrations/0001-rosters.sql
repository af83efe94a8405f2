-- Why: shifts of a line, rosters of it, and each person's shifts with the times of their day (CC-5.1b, SM-9); days on which somebody cannot be planned.

create table shift_template (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  line uuid not null,
  code text not null,
  name text not null,
  starts text not null,
  ends text not null,
  meal_from text,
  meal_to text,
  break_from text,
  break_to text,
  least integer not null,
  night boolean,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, line, code),
  foreign key (tenant_id, line) references unit (tenant_id, id)
);
create index on shift_template (tenant_id, code, id);
create index on shift_template (tenant_id, line);
select dd_tenant_table('shift_template', 'select, insert, update');

create table shift_roster (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  line uuid not null,
  from_day date not null,
  to_day date not null,
  note text,
  late_reason text,
  published_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, line) references unit (tenant_id, id)
);
create index on shift_roster (tenant_id, from_day, id);
create index on shift_roster (tenant_id, line, from_day);
select dd_tenant_table('shift_roster', 'select, insert, update');

create table planned_shift (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  roster uuid not null,
  employee uuid not null,
  day date not null,
  template uuid not null,
  line uuid,
  starts text,
  ends text,
  meal_from text,
  meal_to text,
  break_from text,
  break_to text,
  night boolean,
  person uuid,
  change_reason text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, roster) references shift_roster (tenant_id, id),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, template) references shift_template (tenant_id, id),
  foreign key (tenant_id, line) references unit (tenant_id, id),
  foreign key (tenant_id, person) references app_user (tenant_id, id)
);
create index on planned_shift (tenant_id, day, id);
create index on planned_shift (tenant_id, template);
create index on planned_shift (tenant_id, person);
create index on planned_shift (tenant_id, employee, day);
create index on planned_shift (tenant_id, roster, day);
select dd_tenant_table('planned_shift', 'select, insert, update');

create table unavailable_day (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  employee uuid not null,
  day date not null,
  part text not null,
  why text not null,
  cause text not null,
  lifted boolean not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, employee) references employee (tenant_id, id)
);
create index on unavailable_day (tenant_id, day, id);
create index on unavailable_day (tenant_id, employee, day);
create index on unavailable_day (tenant_id, cause);
select dd_tenant_table('unavailable_day', 'select, insert, update');
