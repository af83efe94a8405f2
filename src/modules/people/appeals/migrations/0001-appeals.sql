-- Why: appeals against sanctions: who, on what grounds, until when, who reviewed it and what it came to (SM-3).

create table appeal (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  sanction uuid not null,
  grounds text not null,
  wants text not null,
  material uuid[],
  late_reason text,
  employee uuid,
  incident uuid,
  level_before text,
  deadline timestamp with time zone,
  late boolean,
  handed_in text,
  decide_by timestamp with time zone,
  accused_user uuid,
  reviewer uuid,
  outcome text,
  to_level text,
  reasons text,
  decided_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, sanction),
  foreign key (tenant_id, sanction) references sanction (tenant_id, id),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, incident) references incident (tenant_id, id),
  foreign key (tenant_id, accused_user) references app_user (tenant_id, id),
  foreign key (tenant_id, reviewer) references app_user (tenant_id, id)
);
create index on appeal (tenant_id, decided_on, id);
create index on appeal (tenant_id, sanction);
create index on appeal (tenant_id, employee);
create index on appeal (tenant_id, incident);
create index on appeal (tenant_id, accused_user);
create index on appeal (tenant_id, reviewer);
select dd_tenant_table('appeal', 'select, insert, update');
