-- Why: what somebody holds by the registers of other modules stands in the way of clearance (SM-11, LOG-3.2).

create table held_elsewhere (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  employee uuid not null,
  what text not null,
  source text not null,
  since date not null,
  freed_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, employee) references employee (tenant_id, id)
);
create index on held_elsewhere (tenant_id, employee, freed_on);
create index on held_elsewhere (tenant_id, source);
select dd_tenant_table('held_elsewhere', 'select, insert, update');
