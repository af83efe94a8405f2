-- Why: the duty list of any service centre and the templates it starts from (TEA-2, TEA-3).

create table centre_duty (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  centre uuid not null,
  section text not null,
  words text not null,
  owner_role text,
  deputy_role text,
  frequency text,
  evidence text,
  in_force_from date,
  ended_on date,
  origin text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, centre) references unit (tenant_id, id)
);
create index on centre_duty (tenant_id, section, id);
create index on centre_duty (tenant_id, centre, state);
select dd_tenant_table('centre_duty', 'select, insert, update');

create table duty_template (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  centre uuid not null,
  template text not null,
  duties integer,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, centre, template),
  foreign key (tenant_id, centre) references unit (tenant_id, id)
);
select dd_tenant_table('duty_template', 'select, insert, update');
