-- Why: a decision that is revoked or reduced on appeal is followed by a new one on the same incident; what was built on it is decided anew (SM-3). Evidence stands in records of its own (SM-2, LG-6).

alter table sanction drop constraint sanction_tenant_id_incident_key;
alter table sanction add column round integer not null default 1;
alter table sanction alter column round drop default;
alter table sanction add column replaces uuid;
alter table sanction add column first_served_on date;
alter table sanction add column compared_with text;
alter table sanction add unique (tenant_id, incident, round);
alter table sanction add foreign key (tenant_id, replaces) references sanction (tenant_id, id);
create index on sanction (tenant_id, replaces);
create index on sanction (tenant_id, employee, state);

alter table incident add column accused_user uuid;
alter table incident add foreign key (tenant_id, accused_user) references app_user (tenant_id, id);
create index on incident (tenant_id, accused_user);

create table case_evidence (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  incident uuid not null,
  kind text not null,
  shows text not null,
  taken_at timestamp with time zone,
  call_id text,
  witness text,
  words text,
  files uuid[],
  brought_by text,
  set_aside_because text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, incident) references incident (tenant_id, id)
);
create index on case_evidence (tenant_id, created_at, id);
create index on case_evidence (tenant_id, incident);
select dd_tenant_table('case_evidence', 'select, insert, update');

create table sanction_recheck (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  employee uuid not null,
  root uuid not null,
  reason text not null,
  sanction uuid not null,
  incident uuid not null,
  depth integer not null,
  because text not null,
  was text not null,
  was_review boolean not null,
  comes_to text,
  explanation text not null,
  new_sanction uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, root) references sanction (tenant_id, id),
  foreign key (tenant_id, sanction) references sanction (tenant_id, id),
  foreign key (tenant_id, incident) references incident (tenant_id, id),
  foreign key (tenant_id, new_sanction) references sanction (tenant_id, id)
);
create index on sanction_recheck (tenant_id, depth, id);
create index on sanction_recheck (tenant_id, employee);
create index on sanction_recheck (tenant_id, root);
create index on sanction_recheck (tenant_id, sanction);
create index on sanction_recheck (tenant_id, incident);
create index on sanction_recheck (tenant_id, new_sanction);
select dd_tenant_table('sanction_recheck', 'select, insert, update');

