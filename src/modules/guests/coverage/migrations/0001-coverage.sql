-- Why: the sentences of articles 4 and 5 with owner and evidence, in editions (AS-44).

create table statement_edition (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  statements integer,
  published_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index on statement_edition (tenant_id, state, id);
select dd_tenant_table('statement_edition', 'select, insert, update');

create table duty_statement (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  edition uuid not null,
  code text not null,
  section text not null,
  words text not null,
  words_en text not null,
  owner_role text,
  proofs text,
  questions text,
  remark text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, edition, code),
  foreign key (tenant_id, edition) references statement_edition (tenant_id, id)
);
create index on duty_statement (tenant_id, section, id);
create index on duty_statement (tenant_id, edition, section);
select dd_tenant_table('duty_statement', 'select, insert, update');
