-- Why: study sessions with attendance, and training as a route of stops through the regions (FS-1.2, FS-1.5).

create table study_session (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  topic text not null,
  held_on date not null,
  place text not null,
  participants uuid not null,
  speaker text,
  document uuid,
  summary text,
  materials uuid[],
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, participants) references unit (tenant_id, id),
  foreign key (tenant_id, document) references policy (tenant_id, id)
);
create index on study_session (tenant_id, held_on, id);
create index on study_session (tenant_id, document);
select dd_tenant_table('study_session', 'select, insert, update');

create table study_attendance (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  session uuid not null,
  employee uuid not null,
  app_user uuid,
  how text,
  attended_at timestamp with time zone,
  excuse text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, session, employee),
  foreign key (tenant_id, session) references study_session (tenant_id, id),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, app_user) references app_user (tenant_id, id)
);
create index on study_attendance (tenant_id, employee);
create index on study_attendance (tenant_id, app_user);
create index on study_attendance (tenant_id, session, state);
select dd_tenant_table('study_attendance', 'select, insert, update');

create table training_plan (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  title text not null,
  begins_on date not null,
  purpose text not null,
  decided_by uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, decided_by) references policy (tenant_id, id)
);
create index on training_plan (tenant_id, begins_on, id);
create index on training_plan (tenant_id, decided_by);
select dd_tenant_table('training_plan', 'select, insert, update');

create table training_stop (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  plan uuid not null,
  stop_no integer,
  place text not null,
  branch uuid not null,
  planned_on date not null,
  topics text not null,
  trainer text,
  held_on date,
  remark text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, plan) references training_plan (tenant_id, id),
  foreign key (tenant_id, branch) references unit (tenant_id, id)
);
create index on training_stop (tenant_id, planned_on, id);
create index on training_stop (tenant_id, plan, stop_no);
select dd_tenant_table('training_stop', 'select, insert, update');

create table training_participant (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  stop uuid not null,
  kind text not null,
  employee uuid,
  guest_name text,
  organisation text,
  phone text,
  attended_at timestamp with time zone,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, stop) references training_stop (tenant_id, id),
  foreign key (tenant_id, employee) references employee (tenant_id, id)
);
create index on training_participant (tenant_id, employee);
create index on training_participant (tenant_id, stop, kind);
select dd_tenant_table('training_participant', 'select, insert, update');
