-- Why: a version is consulted on comment by comment, may be published for a day to come, and is signed for by everybody, with the list of who has not (SM-1, LG-5, LG-10).

alter table rulebook_version add column answer_until date;

create table rulebook_consultee (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  rulebook uuid not null,
  who text not null,
  kind text not null,
  people integer not null,
  asked_on date not null,
  how text not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, rulebook) references rulebook_version (tenant_id, id)
);
create index on rulebook_consultee (tenant_id, asked_on, id);
create index on rulebook_consultee (tenant_id, rulebook);
select dd_tenant_table('rulebook_consultee', 'select, insert, update');

create table rulebook_comment (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  rulebook uuid not null,
  clause text,
  comment text not null,
  for_whom text,
  from_user uuid,
  adopted text,
  answer text,
  answered_by text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, rulebook) references rulebook_version (tenant_id, id),
  foreign key (tenant_id, from_user) references app_user (tenant_id, id)
);
create index on rulebook_comment (tenant_id, created_at, id);
create index on rulebook_comment (tenant_id, rulebook);
create index on rulebook_comment (tenant_id, from_user);
select dd_tenant_table('rulebook_comment', 'select, insert, update');

create table rulebook_acknowledgement (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  rulebook uuid not null,
  employee uuid not null,
  app_user uuid,
  signed_on date,
  content_hash text,
  reminded_on date,
  reminders integer,
  waived_because text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, rulebook, employee),
  foreign key (tenant_id, rulebook) references rulebook_version (tenant_id, id),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, app_user) references app_user (tenant_id, id)
);
create index on rulebook_acknowledgement (tenant_id, signed_on, id);
create index on rulebook_acknowledgement (tenant_id, employee);
create index on rulebook_acknowledgement (tenant_id, app_user);
create index on rulebook_acknowledgement (tenant_id, rulebook, state);
select dd_tenant_table('rulebook_acknowledgement', 'select, insert, update');
