-- Why: the telephone log: sources, aliases and imports as records; events append-only beside them, by file and byte, without history of their own.

create table phone_source (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  source_kind text not null,
  zone text not null,
  folder text,
  mapping text,
  last_event_at timestamp with time zone,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, name)
);
create index on phone_source (tenant_id, name, id);
select dd_tenant_table('phone_source', 'select, insert, update');

create table agent_alias (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  alias text not null,
  employee uuid not null,
  valid_from date not null,
  valid_to date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, employee) references employee (tenant_id, id)
);
create index on agent_alias (tenant_id, alias, id);
create index on agent_alias (tenant_id, valid_from, id);
create index on agent_alias (tenant_id, employee);
select dd_tenant_table('agent_alias', 'select, insert, update');

create table phone_import (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  source uuid not null,
  file_name text not null,
  how text not null,
  lines integer not null,
  stored integer not null,
  repeated integer not null,
  unknown integer not null,
  malformed integer not null,
  problems text,
  first_at timestamp with time zone,
  last_at timestamp with time zone,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, source) references phone_source (tenant_id, id)
);
create index on phone_import (tenant_id, created_at, id);
create index on phone_import (tenant_id, source);
select dd_tenant_table('phone_import', 'select, insert, update');


create table phone_file (
  tenant_id uuid not null, id uuid not null, source uuid not null, name text not null, start_hash text not null, first_offset bigint not null, first_at timestamptz,
  seen_to bigint not null, lines integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, source, start_hash),
  foreign key (tenant_id, source) references phone_source (tenant_id, id)
);
select dd_tenant_table('phone_file', 'select, insert, update');

create table phone_event (
  tenant_id uuid not null, file uuid not null, at_offset bigint not null, at timestamptz not null, call_id text not null, queue text not null, agent text not null, event text not null, params text not null,
  primary key (tenant_id, file, at_offset),
  foreign key (tenant_id, file) references phone_file (tenant_id, id)
);
create index on phone_event (tenant_id, agent, at);
select dd_tenant_table('phone_event', 'select, insert');

create table phone_caller (
  tenant_id uuid not null, file uuid not null, at_offset bigint not null, at timestamptz not null, caller text not null,
  primary key (tenant_id, file, at_offset),
  foreign key (tenant_id, file) references phone_file (tenant_id, id)
);
create index on phone_caller (tenant_id, at);
select dd_tenant_table('phone_caller', 'select, insert, delete');

create table phone_agent (
  tenant_id uuid not null, source uuid not null, agent text not null, first_at timestamptz not null, last_at timestamptz not null,
  primary key (tenant_id, source, agent),
  foreign key (tenant_id, source) references phone_source (tenant_id, id)
);
select dd_tenant_table('phone_agent', 'select, insert, update');
