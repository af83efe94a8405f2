-- Why: protective supplies with norms, personal cards and issues (LOG-9.2, LOG-10.2, P33).

create table protective_card (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  employee uuid not null,
  post text,
  sizes text,
  person uuid,
  last_day date,
  rest_value bigint,
  settled_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, employee),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, person) references app_user (tenant_id, id)
);
create index on protective_card (tenant_id, employee);
create index on protective_card (tenant_id, person);
select dd_tenant_table('protective_card', 'select, insert, update');

create table protective_issue (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  card uuid not null,
  employee uuid not null,
  item uuid not null,
  quantity integer not null,
  issued_on date not null,
  period_days integer not null,
  cost bigint not null,
  outcome text not null,
  ended_on date,
  person uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, card) references protective_card (tenant_id, id),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, item) references consumable (tenant_id, id),
  foreign key (tenant_id, person) references app_user (tenant_id, id)
);
create index on protective_issue (tenant_id, issued_on, id);
create index on protective_issue (tenant_id, employee);
create index on protective_issue (tenant_id, person);
create index on protective_issue (tenant_id, card, item);
create index on protective_issue (tenant_id, item, issued_on);
select dd_tenant_table('protective_issue', 'select, insert, update');

create table protective_norm (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  post text not null,
  item uuid not null,
  quantity integer not null,
  period_days integer not null,
  old_for_new boolean not null,
  valid_from date not null,
  reason text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, post, item, valid_from),
  foreign key (tenant_id, item) references consumable (tenant_id, id)
);
create index on protective_norm (tenant_id, post, id);
create index on protective_norm (tenant_id, item);
select dd_tenant_table('protective_norm', 'select, insert, update');
