-- Why: compensation tables, claims on staff, and what is taken from wages month by month within the law's bounds (SM-5, LG-1 to LG-4).

create table compensation_rate (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  thing text not null,
  basis text not null,
  amount bigint,
  to_amount bigint,
  criteria text,
  valid_from date not null,
  reason text not null,
  version_no integer,
  approved_by uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, approved_by) references app_user (tenant_id, id)
);
create index on compensation_rate (tenant_id, valid_from, id);
create index on compensation_rate (tenant_id, approved_by);
select dd_tenant_table('compensation_rate', 'select, insert, update');

create table money_claim (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  employee uuid not null,
  kind text not null,
  thing text,
  happened_on date not null,
  description text not null,
  cost bigint,
  wanted bigint,
  evidence uuid[],
  evidence_note text,
  incident uuid,
  custody_item uuid,
  clause text,
  rate uuid,
  basis_text text,
  amount bigint,
  contract_clause text,
  notified_on date,
  answer_by timestamp with time zone,
  silent boolean,
  dispute text,
  outcome_note text,
  decided_by uuid,
  taken bigint,
  waive_reason text,
  person uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, incident) references incident (tenant_id, id),
  foreign key (tenant_id, custody_item) references custody_item (tenant_id, id),
  foreign key (tenant_id, rate) references compensation_rate (tenant_id, id),
  foreign key (tenant_id, decided_by) references app_user (tenant_id, id),
  foreign key (tenant_id, person) references app_user (tenant_id, id)
);
create index on money_claim (tenant_id, happened_on, id);
create index on money_claim (tenant_id, incident);
create index on money_claim (tenant_id, custody_item);
create index on money_claim (tenant_id, rate);
create index on money_claim (tenant_id, decided_by);
create index on money_claim (tenant_id, person);
create index on money_claim (tenant_id, employee, state);
select dd_tenant_table('money_claim', 'select, insert, update');

create table deduction_month (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  month text not null,
  cut_off date,
  profile text,
  minimum_wage bigint,
  people integer,
  total bigint,
  carried bigint,
  approved_on date,
  handed_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, month)
);
create index on deduction_month (tenant_id, month, id);
select dd_tenant_table('deduction_month', 'select, insert, update');

create table deduction (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  deduction_month uuid not null,
  month text not null,
  employee uuid not null,
  claim uuid not null,
  kind text not null,
  open bigint not null,
  amount bigint not null,
  carried bigint not null,
  why text not null,
  why_en text not null,
  wage bigint,
  cap bigint not null,
  person uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, deduction_month, claim),
  foreign key (tenant_id, deduction_month) references deduction_month (tenant_id, id),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, claim) references money_claim (tenant_id, id),
  foreign key (tenant_id, person) references app_user (tenant_id, id)
);
create index on deduction (tenant_id, month, id);
create index on deduction (tenant_id, deduction_month);
create index on deduction (tenant_id, claim);
create index on deduction (tenant_id, person);
create index on deduction (tenant_id, employee, month);
select dd_tenant_table('deduction', 'select, insert, update');
