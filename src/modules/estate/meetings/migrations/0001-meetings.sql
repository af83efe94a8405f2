-- Why: meetings with their rooms, equipment and services (LOG-9.1).

create table meeting_room (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  place text not null,
  capacity integer not null,
  fittings text,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index on meeting_room (tenant_id, capacity, id);
select dd_tenant_table('meeting_room', 'select, insert, update');

create table meeting_equipment (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  kept_at text,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
select dd_tenant_table('meeting_equipment', 'select, insert, update');

create table meeting (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  title text not null,
  room uuid not null,
  begins_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  people integer not null,
  equipment uuid,
  services text[],
  notes text,
  host uuid,
  score integer,
  opinion text,
  reason text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, room) references meeting_room (tenant_id, id),
  foreign key (tenant_id, equipment) references meeting_equipment (tenant_id, id),
  foreign key (tenant_id, host) references app_user (tenant_id, id)
);
create index on meeting (tenant_id, begins_at, id);
create index on meeting (tenant_id, state, id);
create index on meeting (tenant_id, host);
create index on meeting (tenant_id, room, begins_at);
create index on meeting (tenant_id, equipment, begins_at);
select dd_tenant_table('meeting', 'select, insert, update');

create table meeting_service (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  meeting uuid not null,
  service text not null,
  done_by uuid,
  done_at timestamp with time zone,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, meeting, service),
  foreign key (tenant_id, meeting) references meeting (tenant_id, id),
  foreign key (tenant_id, done_by) references app_user (tenant_id, id)
);
create index on meeting_service (tenant_id, meeting);
create index on meeting_service (tenant_id, done_by);
select dd_tenant_table('meeting_service', 'select, insert, update');
