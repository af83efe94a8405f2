-- Why: emergencies with their procedure, private visitors, grievances (CC-5.R2, CC-WRIT-3, SM-13).

create table emergency (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  kind text not null,
  line uuid not null,
  occurred_at timestamp with time zone not null,
  place text not null,
  what text not null,
  informed text,
  informed_at timestamp with time zone,
  minutes integer,
  late boolean,
  review text,
  person uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, line) references unit (tenant_id, id),
  foreign key (tenant_id, person) references app_user (tenant_id, id)
);
create index on emergency (tenant_id, occurred_at, id);
create index on emergency (tenant_id, person);
select dd_tenant_table('emergency', 'select, insert, update');

create table emergency_step (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  emergency uuid not null,
  step_no integer not null,
  text text not null,
  done_at timestamp with time zone,
  remark text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, emergency) references emergency (tenant_id, id)
);
create index on emergency_step (tenant_id, step_no, id);
create index on emergency_step (tenant_id, emergency);
select dd_tenant_table('emergency_step', 'select, insert, update');

create table private_visitor (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  host uuid not null,
  visitor text not null,
  why text not null,
  from_at timestamp with time zone not null,
  without_approval boolean not null,
  place text,
  left_at timestamp with time zone,
  person uuid,
  incident uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, host) references employee (tenant_id, id),
  foreign key (tenant_id, person) references app_user (tenant_id, id),
  foreign key (tenant_id, incident) references incident (tenant_id, id)
);
create index on private_visitor (tenant_id, from_at, id);
create index on private_visitor (tenant_id, host);
create index on private_visitor (tenant_id, person);
create index on private_visitor (tenant_id, incident);
select dd_tenant_table('private_visitor', 'select, insert, update');

create table grievance (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  subject text not null,
  about uuid,
  text text not null,
  wish text,
  person uuid,
  about_user uuid,
  answer text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, about) references employee (tenant_id, id),
  foreign key (tenant_id, person) references app_user (tenant_id, id),
  foreign key (tenant_id, about_user) references app_user (tenant_id, id)
);
create index on grievance (tenant_id, about);
create index on grievance (tenant_id, person);
create index on grievance (tenant_id, about_user);
select dd_tenant_table('grievance', 'select, insert, update');
