-- Why: cards flipped by hand, for the status wall.

create table status_flip (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  employee uuid not null,
  shown text not null,
  at timestamp with time zone,
  flipped_by text,
  by_other boolean,
  person uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, person) references app_user (tenant_id, id)
);
create index on status_flip (tenant_id, at, id);
create index on status_flip (tenant_id, person);
create index on status_flip (tenant_id, employee, at);
select dd_tenant_table('status_flip', 'select, insert, update');
