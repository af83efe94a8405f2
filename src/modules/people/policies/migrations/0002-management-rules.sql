-- Why: management rules of every area are reviewed, approved, and checked again and again whether they are kept (P-POLICY, LOG-1.6 and its nine sisters).

alter table policy add column statement text;
alter table policy add column check_every text;
alter table policy add column reviewed_by uuid;
alter table policy add column approved_by uuid;
alter table policy add foreign key (tenant_id, reviewed_by) references app_user (tenant_id, id);
alter table policy add foreign key (tenant_id, approved_by) references app_user (tenant_id, id);
create index on policy (tenant_id, reviewed_by);
create index on policy (tenant_id, approved_by);
create index on policy (tenant_id, statement, state);

create table policy_check (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  policy uuid not null,
  result text not null,
  looked_at text not null,
  finding text,
  action text,
  action_due date,
  revise boolean,
  files uuid[],
  checked_on date,
  answer text,
  answered_by uuid,
  rechecked text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, policy) references policy (tenant_id, id),
  foreign key (tenant_id, answered_by) references app_user (tenant_id, id)
);
create index on policy_check (tenant_id, checked_on, id);
create index on policy_check (tenant_id, answered_by);
create index on policy_check (tenant_id, policy, checked_on);
select dd_tenant_table('policy_check', 'select, insert, update');
