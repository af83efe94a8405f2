-- Why: who came to the contact centre in person and was shown the channel to use (CC-1.4a, CC-1.4b).

create table walk_in_refused (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  caller text not null,
  name text,
  came_at timestamp with time zone not null,
  wanted text not null,
  shown text not null,
  person uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, person) references app_user (tenant_id, id)
);
create index on walk_in_refused (tenant_id, came_at, id);
create index on walk_in_refused (tenant_id, person);
select dd_tenant_table('walk_in_refused', 'select, insert, update');
