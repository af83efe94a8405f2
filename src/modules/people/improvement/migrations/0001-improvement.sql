-- Why: improvement plans after a sanction of level IIP, with their goals and coaching talks (SM-4, CG-18).

create table improvement_plan (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  employee uuid not null,
  sanction uuid not null,
  incident uuid not null,
  concern text,
  coach uuid,
  support text,
  starts_on date,
  review_on date,
  extended boolean,
  verdict text,
  review_note text,
  new_incident uuid,
  accused_user uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, sanction),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, sanction) references sanction (tenant_id, id),
  foreign key (tenant_id, incident) references incident (tenant_id, id),
  foreign key (tenant_id, coach) references employee (tenant_id, id),
  foreign key (tenant_id, new_incident) references incident (tenant_id, id),
  foreign key (tenant_id, accused_user) references app_user (tenant_id, id)
);
create index on improvement_plan (tenant_id, review_on, id);
create index on improvement_plan (tenant_id, employee);
create index on improvement_plan (tenant_id, sanction);
create index on improvement_plan (tenant_id, incident);
create index on improvement_plan (tenant_id, coach);
create index on improvement_plan (tenant_id, new_incident);
create index on improvement_plan (tenant_id, accused_user);
select dd_tenant_table('improvement_plan', 'select, insert, update');

create table improvement_goal (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  plan uuid not null,
  goal text not null,
  measure text not null,
  met text,
  result text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, plan) references improvement_plan (tenant_id, id)
);
create index on improvement_goal (tenant_id, plan);
select dd_tenant_table('improvement_goal', 'select, insert, update');

create table improvement_talk (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  plan uuid not null,
  held_on date not null,
  what text not null,
  next text,
  by_whom text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, plan) references improvement_plan (tenant_id, id)
);
create index on improvement_talk (tenant_id, held_on, id);
create index on improvement_talk (tenant_id, plan);
select dd_tenant_table('improvement_talk', 'select, insert, update');
