-- Why: areas, who stands where, requests, patrol findings, preferences, duty records, monthly reviews (VIP-5, VIP-7, P15).

create table floor_area (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  storey integer not null,
  along integer not null,
  rooms text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, name)
);
select dd_tenant_table('floor_area', 'select, insert, update');

create table floor_request (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  area uuid not null,
  room text not null,
  need text not null,
  matter text not null,
  surname text,
  raised_at timestamp with time zone,
  raised_by uuid,
  sent uuid,
  sent_at timestamp with time zone,
  sent_why text,
  done_at timestamp with time zone,
  solution text,
  result text,
  recorded_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, area) references floor_area (tenant_id, id),
  foreign key (tenant_id, raised_by) references app_user (tenant_id, id),
  foreign key (tenant_id, sent) references employee (tenant_id, id)
);
create index on floor_request (tenant_id, raised_at, id);
create index on floor_request (tenant_id, state, id);
create index on floor_request (tenant_id, area);
create index on floor_request (tenant_id, raised_by);
create index on floor_request (tenant_id, state, recorded_on);
create index on floor_request (tenant_id, sent, state);
select dd_tenant_table('floor_request', 'select, insert, update');

create table patrol_finding (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  area uuid not null,
  matter text not null,
  passed_to text not null,
  photos uuid[],
  found_at timestamp with time zone,
  found_by uuid,
  handled text,
  handled_by uuid,
  handled_at timestamp with time zone,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, area) references floor_area (tenant_id, id),
  foreign key (tenant_id, found_by) references app_user (tenant_id, id),
  foreign key (tenant_id, handled_by) references app_user (tenant_id, id)
);
create index on patrol_finding (tenant_id, found_at, id);
create index on patrol_finding (tenant_id, state, id);
create index on patrol_finding (tenant_id, area);
create index on patrol_finding (tenant_id, found_by);
create index on patrol_finding (tenant_id, handled_by);
select dd_tenant_table('patrol_finding', 'select, insert, update');

create table floor_stand (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  employee uuid not null,
  area uuid not null,
  since timestamp with time zone,
  until timestamp with time zone,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, area) references floor_area (tenant_id, id)
);
create index on floor_stand (tenant_id, since, id);
create index on floor_stand (tenant_id, employee);
create index on floor_stand (tenant_id, area);
create index on floor_stand (tenant_id, state, employee);
select dd_tenant_table('floor_stand', 'select, insert, update');

create table guest_preference (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  member uuid not null,
  aspect text not null,
  note text not null,
  source text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, member) references member (tenant_id, id)
);
create index on guest_preference (tenant_id, member);
select dd_tenant_table('guest_preference', 'select, insert, update');

create table duty_record (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  shift_code text not null,
  day date,
  keeper uuid,
  events text,
  open_calls integer,
  open_complaints integer,
  open_requests integer,
  open_findings integer,
  open_matters text,
  taken_over_by uuid,
  handed_over_at timestamp with time zone,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, keeper) references app_user (tenant_id, id),
  foreign key (tenant_id, taken_over_by) references app_user (tenant_id, id)
);
create index on duty_record (tenant_id, day, id);
create index on duty_record (tenant_id, keeper);
create index on duty_record (tenant_id, taken_over_by);
select dd_tenant_table('duty_record', 'select, insert, update');

create table service_review (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  month text not null,
  complaints integer,
  requests integer,
  withheld integer,
  discussion text,
  measures text,
  filed_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index on service_review (tenant_id, month, id);
select dd_tenant_table('service_review', 'select, insert, update');
