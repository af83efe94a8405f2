-- Why: hand-overs with their lines, incidents of the desk, and the keys counted at each one (P11).

create table hand_over (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  shift_out uuid,
  shift_in uuid,
  night boolean,
  business_day date,
  cut_at timestamp with time zone,
  cut_seq integer,
  round integer,
  till_out text,
  float_out text,
  sheets_out text,
  tickets_out integer,
  voids_out integer,
  copies_out integer,
  gifts_out text,
  keys_out integer,
  lost_out integer,
  unsigned_out integer,
  till_in text,
  float_in text,
  sheets_in text,
  tickets_in integer,
  voids_in integer,
  copies_in integer,
  gifts_in text,
  keys_in integer,
  lost_in integer,
  unsigned_in integer,
  counted_at timestamp with time zone,
  accepted_at timestamp with time zone,
  takings bigint,
  float bigint,
  note text,
  seal_no text,
  sealed_at timestamp with time zone,
  seal_found text,
  release_reason text,
  finance_problem text,
  checked_at timestamp with time zone,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, shift_out) references shift (tenant_id, id),
  foreign key (tenant_id, shift_in) references shift (tenant_id, id)
);
create index on hand_over (tenant_id, cut_at, id);
create index on hand_over (tenant_id, shift_out);
create index on hand_over (tenant_id, shift_in);
create index on hand_over (tenant_id, business_day);
select dd_tenant_table('hand_over', 'select, insert, update');

create table hand_over_line (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  hand_over uuid not null,
  round integer not null,
  kind text not null,
  thing text,
  expected bigint not null,
  counted_out bigint not null,
  counted_in bigint,
  difference text,
  difference_en text,
  settled text,
  person uuid,
  why text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, hand_over) references hand_over (tenant_id, id),
  foreign key (tenant_id, person) references app_user (tenant_id, id)
);
create index on hand_over_line (tenant_id, person);
create index on hand_over_line (tenant_id, hand_over, round);
select dd_tenant_table('hand_over_line', 'select, insert, update');

create table desk_incident (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  hand_over uuid not null,
  what text not null,
  finding text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, hand_over) references hand_over (tenant_id, id)
);
create index on desk_incident (tenant_id, hand_over);
select dd_tenant_table('desk_incident', 'select, insert, update');

create table station_key (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  pieces integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index on station_key (tenant_id, name, id);
select dd_tenant_table('station_key', 'select, insert, update');
