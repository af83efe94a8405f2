-- Why: drawn visits, checklists with photographs, and rectification notices from the signature to the recheck (VIP-9.2, P16, AS-32).

create table inspection (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  area text not null,
  inspector uuid,
  began_at timestamp with time zone,
  finished_at timestamp with time zone,
  present text,
  remark text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, inspector) references app_user (tenant_id, id)
);
create index on inspection (tenant_id, began_at, id);
create index on inspection (tenant_id, state, id);
create index on inspection (tenant_id, inspector);
create index on inspection (tenant_id, area, began_at);
select dd_tenant_table('inspection', 'select, insert, update');

create table inspection_visit (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  area text not null,
  planned_at timestamp with time zone not null,
  inspector uuid not null,
  seed text not null,
  inspection uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, inspector) references app_user (tenant_id, id),
  foreign key (tenant_id, inspection) references inspection (tenant_id, id)
);
create index on inspection_visit (tenant_id, planned_at, id);
create index on inspection_visit (tenant_id, inspector);
create index on inspection_visit (tenant_id, inspection);
create index on inspection_visit (tenant_id, area, planned_at);
create index on inspection_visit (tenant_id, state, planned_at);
select dd_tenant_table('inspection_visit', 'select, insert, update');

create table check_item (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  area text not null,
  name text not null,
  standard text,
  place integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index on check_item (tenant_id, area, id);
select dd_tenant_table('check_item', 'select, insert, update');

create table inspection_line (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  inspection uuid not null,
  item uuid not null,
  outcome text not null,
  note text,
  photos uuid[],
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, inspection, item),
  foreign key (tenant_id, inspection) references inspection (tenant_id, id),
  foreign key (tenant_id, item) references check_item (tenant_id, id)
);
create index on inspection_line (tenant_id, inspection);
create index on inspection_line (tenant_id, item);
select dd_tenant_table('inspection_line', 'select, insert, update');

create table rectification_notice (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  inspection uuid not null,
  line uuid,
  area text,
  fault text not null,
  demand text not null,
  responsible uuid not null,
  due_on date,
  photos uuid[],
  issued_by uuid,
  issued_at timestamp with time zone,
  acknowledged_at timestamp with time zone,
  correction text,
  evidence uuid[],
  corrected_by uuid,
  corrected_at timestamp with time zone,
  rechecked_by uuid,
  rechecked_at timestamp with time zone,
  recheck_note text,
  sent_back integer,
  escalated_at timestamp with time zone,
  instruction text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, inspection) references inspection (tenant_id, id),
  foreign key (tenant_id, line) references inspection_line (tenant_id, id),
  foreign key (tenant_id, responsible) references app_user (tenant_id, id),
  foreign key (tenant_id, issued_by) references app_user (tenant_id, id),
  foreign key (tenant_id, corrected_by) references app_user (tenant_id, id),
  foreign key (tenant_id, rechecked_by) references app_user (tenant_id, id)
);
create index on rectification_notice (tenant_id, due_on, id);
create index on rectification_notice (tenant_id, state, id);
create index on rectification_notice (tenant_id, inspection);
create index on rectification_notice (tenant_id, line);
create index on rectification_notice (tenant_id, responsible);
create index on rectification_notice (tenant_id, issued_by);
create index on rectification_notice (tenant_id, corrected_by);
create index on rectification_notice (tenant_id, rechecked_by);
create index on rectification_notice (tenant_id, state, due_on);
create index on rectification_notice (tenant_id, area, issued_at);
select dd_tenant_table('rectification_notice', 'select, insert, update');
