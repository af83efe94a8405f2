-- Why: violations to their circular, lessons with attendance, indicators compared with peers (LOG-1.8, LOG-1.9, LOG-1.11).

create table traffic_circular (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  title text not null,
  period jsonb not null,
  demand text not null,
  listed integer,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
select dd_tenant_table('traffic_circular', 'select, insert, update');

create table traffic_violation (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  vehicle uuid not null,
  happened_at timestamp with time zone not null,
  place text not null,
  kind text not null,
  notice_no text,
  fine bigint not null,
  police_points integer not null,
  driver uuid,
  driver_grounds text,
  trip_number text,
  driver_user uuid,
  statement text,
  points integer,
  deduction bigint,
  decision text,
  circular uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, vehicle, happened_at, kind),
  foreign key (tenant_id, vehicle) references vehicle (tenant_id, id),
  foreign key (tenant_id, driver) references driver (tenant_id, id),
  foreign key (tenant_id, driver_user) references app_user (tenant_id, id),
  foreign key (tenant_id, circular) references traffic_circular (tenant_id, id)
);
create index on traffic_violation (tenant_id, happened_at, id);
create index on traffic_violation (tenant_id, vehicle);
create index on traffic_violation (tenant_id, driver);
create index on traffic_violation (tenant_id, driver_user);
create index on traffic_violation (tenant_id, circular);
create index on traffic_violation (tenant_id, state, happened_at);
select dd_tenant_table('traffic_violation', 'select, insert, update');

create table safety_lesson (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  topic text not null,
  kind text not null,
  held_on date not null,
  place text not null,
  content text,
  materials uuid[],
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index on safety_lesson (tenant_id, held_on, id);
select dd_tenant_table('safety_lesson', 'select, insert, update');

create table safety_attendance (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  lesson uuid not null,
  driver uuid not null,
  app_user uuid,
  attended_at timestamp with time zone,
  excuse text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, lesson, driver),
  foreign key (tenant_id, lesson) references safety_lesson (tenant_id, id),
  foreign key (tenant_id, driver) references driver (tenant_id, id),
  foreign key (tenant_id, app_user) references app_user (tenant_id, id)
);
create index on safety_attendance (tenant_id, driver);
create index on safety_attendance (tenant_id, app_user);
create index on safety_attendance (tenant_id, lesson, state);
select dd_tenant_table('safety_attendance', 'select, insert, update');

create table peer_indicator (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  formula text not null,
  measure text not null,
  better text not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, name)
);
create index on peer_indicator (tenant_id, name, id);
select dd_tenant_table('peer_indicator', 'select, insert, update');

create table peer_value (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  indicator uuid not null,
  year integer not null,
  own boolean not null,
  organisation text not null,
  value numeric not null,
  source text not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, indicator, year, organisation),
  foreign key (tenant_id, indicator) references peer_indicator (tenant_id, id)
);
create index on peer_value (tenant_id, year, id);
create index on peer_value (tenant_id, indicator, year);
select dd_tenant_table('peer_value', 'select, insert, update');
