-- Why: every branch has its set of instruments and tools, each piece with a named custodian and its calibration (FS-1.4).

create table tool_kind (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  category text not null,
  calibration_months integer,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, name)
);
create index on tool_kind (tenant_id, name, id);
select dd_tenant_table('tool_kind', 'select, insert, update');

create table tool_requirement (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  kind uuid not null,
  branch uuid,
  quantity integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, kind) references tool_kind (tenant_id, id),
  foreign key (tenant_id, branch) references unit (tenant_id, id)
);
create index on tool_requirement (tenant_id, kind);
select dd_tenant_table('tool_requirement', 'select, insert, update');

create table tool_item (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  kind uuid not null,
  serial text not null,
  model text,
  branch uuid not null,
  bought_on date,
  calibrated_on date,
  calibration_due date,
  certificate text,
  custodian uuid,
  held_since date,
  condition text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, kind, serial),
  foreign key (tenant_id, kind) references tool_kind (tenant_id, id),
  foreign key (tenant_id, branch) references unit (tenant_id, id),
  foreign key (tenant_id, custodian) references employee (tenant_id, id)
);
create index on tool_item (tenant_id, calibration_due, id);
create index on tool_item (tenant_id, serial, id);
create index on tool_item (tenant_id, kind);
create index on tool_item (tenant_id, custodian);
create index on tool_item (tenant_id, branch, kind);
select dd_tenant_table('tool_item', 'select, insert, update');
