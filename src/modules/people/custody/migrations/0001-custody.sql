-- Why: badges, keys, headsets and tools in somebody's keeping, things taken out, and exit clearance (SM-11, CC-1.7, CC-1.14a).

create table custody_item (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  kind text not null,
  label text not null,
  line uuid not null,
  cost bigint,
  holder uuid,
  person uuid,
  issued_on date,
  lost_at timestamp with time zone,
  reported_at timestamp with time zone,
  delay_minutes integer,
  blocked boolean,
  circumstances text,
  proposed bigint,
  proposal text,
  owed bigint,
  replacement uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, kind, label),
  foreign key (tenant_id, line) references unit (tenant_id, id),
  foreign key (tenant_id, holder) references employee (tenant_id, id),
  foreign key (tenant_id, person) references app_user (tenant_id, id),
  foreign key (tenant_id, replacement) references custody_item (tenant_id, id)
);
create index on custody_item (tenant_id, label, id);
create index on custody_item (tenant_id, holder);
create index on custody_item (tenant_id, person);
create index on custody_item (tenant_id, replacement);
select dd_tenant_table('custody_item', 'select, insert, update');

create table item_taken_out (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  what text not null,
  line uuid not null,
  employee uuid not null,
  why text not null,
  back_by date not null,
  person uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, line) references unit (tenant_id, id),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, person) references app_user (tenant_id, id)
);
create index on item_taken_out (tenant_id, back_by, id);
create index on item_taken_out (tenant_id, employee);
create index on item_taken_out (tenant_id, person);
select dd_tenant_table('item_taken_out', 'select, insert, update');

create table exit_clearance (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  employee uuid not null,
  last_day date not null,
  note text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, employee) references employee (tenant_id, id)
);
create index on exit_clearance (tenant_id, last_day, id);
create index on exit_clearance (tenant_id, employee);
select dd_tenant_table('exit_clearance', 'select, insert, update');
