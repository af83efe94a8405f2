-- Why: meetings, tasks, reports upwards, customer files and visits, roster, hardware, publicity, weekly report (VIP-9, VIP-5.9, VIP-5.11).

create table director_weekly (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  monday date not null,
  operation text not null,
  expansion text not null,
  problems text,
  calls integer,
  complaints integer,
  complaints_open integer,
  requests integer,
  inspections integer,
  notices_open integer,
  contacts integer,
  cards integer,
  opinions integer,
  visits integer,
  due_at timestamp with time zone,
  submitted_at timestamp with time zone,
  late boolean,
  remark text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, monday, unit_id)
);
create index on director_weekly (tenant_id, monday, id);
create index on director_weekly (tenant_id, state, id);
select dd_tenant_table('director_weekly', 'select, insert, update');

create table club_meeting (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  kind text not null,
  held_at timestamp with time zone not null,
  place text,
  agenda text not null,
  attendees text,
  minutes text,
  decisions text,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index on club_meeting (tenant_id, held_at, id);
create index on club_meeting (tenant_id, state, id);
select dd_tenant_table('club_meeting', 'select, insert, update');

create table assigned_task (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  origin text not null,
  meeting uuid,
  other_department text,
  matter text not null,
  assigned_to uuid not null,
  due_on date not null,
  report text,
  reported_on date,
  remark text,
  returned integer,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, meeting) references club_meeting (tenant_id, id),
  foreign key (tenant_id, assigned_to) references app_user (tenant_id, id)
);
create index on assigned_task (tenant_id, due_on, id);
create index on assigned_task (tenant_id, state, id);
create index on assigned_task (tenant_id, meeting);
create index on assigned_task (tenant_id, assigned_to, state);
select dd_tenant_table('assigned_task', 'select, insert, update');

create table upward_report (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  manner text not null,
  reported_on date not null,
  subject text not null,
  listener text,
  key_points text,
  body text,
  files uuid[],
  reply text,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index on upward_report (tenant_id, reported_on, id);
select dd_tenant_table('upward_report', 'select, insert, update');

create table customer_file (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  member uuid not null,
  worth text not null,
  keeper uuid not null,
  origin text not null,
  profile text,
  visit_every integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, member),
  foreign key (tenant_id, member) references member (tenant_id, id),
  foreign key (tenant_id, keeper) references app_user (tenant_id, id)
);
create index on customer_file (tenant_id, worth, id);
create index on customer_file (tenant_id, member);
create index on customer_file (tenant_id, keeper);
select dd_tenant_table('customer_file', 'select, insert, update');

create table customer_visit (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  file uuid not null,
  kind text not null,
  planned_on date not null,
  purpose text not null,
  visited_on date,
  heard text,
  promised text,
  return_of uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, file) references customer_file (tenant_id, id),
  foreign key (tenant_id, return_of) references customer_visit (tenant_id, id)
);
create index on customer_visit (tenant_id, planned_on, id);
create index on customer_visit (tenant_id, state, id);
create index on customer_visit (tenant_id, return_of);
create index on customer_visit (tenant_id, file, visited_on);
select dd_tenant_table('customer_visit', 'select, insert, update');

create table roster_week (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  monday date not null,
  note text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, monday, unit_id)
);
create index on roster_week (tenant_id, monday, id);
select dd_tenant_table('roster_week', 'select, insert, update');

create table roster_shift (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  week uuid not null,
  employee uuid not null,
  day date not null,
  code text not null,
  starts text not null,
  ends text not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, employee, day),
  foreign key (tenant_id, week) references roster_week (tenant_id, id),
  foreign key (tenant_id, employee) references employee (tenant_id, id)
);
create index on roster_shift (tenant_id, day, id);
create index on roster_shift (tenant_id, week);
create index on roster_shift (tenant_id, employee);
select dd_tenant_table('roster_shift', 'select, insert, update');

create table club_equipment (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  kind text not null,
  name text not null,
  place text not null,
  serial text,
  bought_on date,
  renew_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index on club_equipment (tenant_id, kind, id);
select dd_tenant_table('club_equipment', 'select, insert, update');

create table equipment_care (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  equipment uuid not null,
  kind text not null,
  condition text not null,
  note text not null,
  photos uuid[],
  cost bigint,
  quotes integer,
  done_on date,
  done_by uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, equipment) references club_equipment (tenant_id, id),
  foreign key (tenant_id, done_by) references app_user (tenant_id, id)
);
create index on equipment_care (tenant_id, done_on, id);
create index on equipment_care (tenant_id, done_by);
create index on equipment_care (tenant_id, equipment, done_on);
create index on equipment_care (tenant_id, kind, done_on);
select dd_tenant_table('equipment_care', 'select, insert, update');

create table publicity_item (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  outlet text not null,
  subject text not null,
  content text not null,
  member_group uuid,
  planned_on date not null,
  maker uuid not null,
  approved_by uuid,
  link text,
  published_on date,
  reads integer,
  effect text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, member_group) references member_group (tenant_id, id),
  foreign key (tenant_id, maker) references app_user (tenant_id, id),
  foreign key (tenant_id, approved_by) references app_user (tenant_id, id)
);
create index on publicity_item (tenant_id, planned_on, id);
create index on publicity_item (tenant_id, state, id);
create index on publicity_item (tenant_id, member_group);
create index on publicity_item (tenant_id, maker);
create index on publicity_item (tenant_id, approved_by);
select dd_tenant_table('publicity_item', 'select, insert, update');
