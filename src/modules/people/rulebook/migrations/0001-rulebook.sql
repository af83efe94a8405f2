-- Why: versions of the code of conduct with their clauses, the answers to what the printed text leaves open, and interpretations (SM-1, CG-04 to CG-32, CC-EFF-1).

create table rulebook_version (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  no text not null,
  title text not null,
  origin text not null,
  preset text not null,
  based_on uuid,
  effective_from date,
  published_by text,
  published_time timestamp with time zone,
  publish_reason text,
  consulted_with text,
  minutes uuid[],
  minutes_summary text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, no),
  foreign key (tenant_id, based_on) references rulebook_version (tenant_id, id)
);
create index on rulebook_version (tenant_id, created_at, id);
create index on rulebook_version (tenant_id, no, id);
create index on rulebook_version (tenant_id, based_on);
select dd_tenant_table('rulebook_version', 'select, insert, update');

create table rulebook_clause (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  rulebook uuid not null,
  position integer not null,
  code text not null,
  clause_kind text not null,
  text_zh text not null,
  text_en text not null,
  family text,
  base text,
  grade text,
  zones text[],
  sanctions text,
  confidence text not null,
  further text not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, rulebook, code),
  foreign key (tenant_id, rulebook) references rulebook_version (tenant_id, id)
);
create index on rulebook_clause (tenant_id, position, id);
create index on rulebook_clause (tenant_id, code, id);
create index on rulebook_clause (tenant_id, rulebook);
select dd_tenant_table('rulebook_clause', 'select, insert, update');

create table rulebook_choice (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  rulebook uuid not null,
  parameter text not null,
  answer text not null,
  reason text not null,
  question text,
  said text,
  chosen_by text,
  chosen_at timestamp with time zone,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, rulebook) references rulebook_version (tenant_id, id)
);
create index on rulebook_choice (tenant_id, created_at, id);
create index on rulebook_choice (tenant_id, rulebook);
select dd_tenant_table('rulebook_choice', 'select, insert, update');

create table rulebook_interpretation (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  rulebook uuid not null,
  clause text not null,
  text_zh text not null,
  text_en text not null,
  valid_from date not null,
  given_by text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, rulebook) references rulebook_version (tenant_id, id)
);
create index on rulebook_interpretation (tenant_id, created_at, id);
create index on rulebook_interpretation (tenant_id, rulebook);
select dd_tenant_table('rulebook_interpretation', 'select, insert, update');
