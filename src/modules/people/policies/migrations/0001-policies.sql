-- Why: governing documents in versions, who signed which letter, and the branches assessed by the ten special rules (FS-0.3, FS-1.3, FS-2.1, FS-2.2).

create table policy (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  code text not null,
  title text not null,
  kind text not null,
  rule_no integer,
  body text not null,
  decided_by text,
  decided_on date,
  original uuid[],
  version_no integer,
  published_on date,
  effective_from date,
  replaces uuid,
  ended_on date,
  content_hash text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, replaces) references policy (tenant_id, id)
);
create index on policy (tenant_id, code, id);
create index on policy (tenant_id, effective_from, id);
create index on policy (tenant_id, replaces);
create index on policy (tenant_id, state, code);
select dd_tenant_table('policy', 'select, insert, update');

create table policy_link (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  document uuid not null,
  relation text not null,
  other uuid not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, document, other),
  foreign key (tenant_id, document) references policy (tenant_id, id),
  foreign key (tenant_id, other) references policy (tenant_id, id)
);
create index on policy_link (tenant_id, document);
create index on policy_link (tenant_id, other);
select dd_tenant_table('policy_link', 'select, insert, update');

create table signature_campaign (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  title text not null,
  letter uuid not null,
  who text not null,
  scope uuid not null,
  due_on date not null,
  opened_on date,
  closing_reason text,
  left_unsigned text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, letter) references policy (tenant_id, id),
  foreign key (tenant_id, scope) references unit (tenant_id, id)
);
create index on signature_campaign (tenant_id, opened_on, id);
create index on signature_campaign (tenant_id, letter);
select dd_tenant_table('signature_campaign', 'select, insert, update');

create table letter_signature (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  campaign uuid not null,
  employee uuid not null,
  letter uuid,
  app_user uuid,
  content_hash text,
  signed_at timestamp with time zone,
  waived_because text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, campaign, employee),
  foreign key (tenant_id, campaign) references signature_campaign (tenant_id, id),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, letter) references policy (tenant_id, id),
  foreign key (tenant_id, app_user) references app_user (tenant_id, id)
);
create index on letter_signature (tenant_id, signed_at, id);
create index on letter_signature (tenant_id, employee);
create index on letter_signature (tenant_id, letter);
create index on letter_signature (tenant_id, app_user);
create index on letter_signature (tenant_id, campaign, state);
select dd_tenant_table('letter_signature', 'select, insert, update');

create table rule_assessment (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  branch uuid not null,
  month text not null,
  rule uuid not null,
  rule_no integer,
  score integer not null,
  finding text,
  evidence text not null,
  files uuid[],
  action text,
  action_due date,
  answer text,
  checked text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, branch, month, rule),
  foreign key (tenant_id, branch) references unit (tenant_id, id),
  foreign key (tenant_id, rule) references policy (tenant_id, id)
);
create index on rule_assessment (tenant_id, month, id);
create index on rule_assessment (tenant_id, score, id);
create index on rule_assessment (tenant_id, rule);
select dd_tenant_table('rule_assessment', 'select, insert, update');
