-- Why: expense claims and imported cost figures (SM-28, FS-3.3, CG-42).

create table cost_statement (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  source text not null,
  cost_on date not null,
  items text not null,
  computed bigint,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
select dd_tenant_table('cost_statement', 'select, insert, update');

create table expense_claim (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  category uuid not null,
  amount bigint not null,
  cost_on date not null,
  purpose text not null,
  invoice_no text,
  receipts uuid[],
  service_order uuid,
  commitment uuid,
  claimant uuid,
  origin text,
  statement uuid,
  committed_as text,
  over_reason text,
  booked_on date,
  posted_by uuid,
  reversed_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, invoice_no),
  foreign key (tenant_id, category) references budget_category (tenant_id, id),
  foreign key (tenant_id, service_order) references service_order (tenant_id, id),
  foreign key (tenant_id, commitment) references budget_commitment (tenant_id, id),
  foreign key (tenant_id, claimant) references app_user (tenant_id, id),
  foreign key (tenant_id, statement) references cost_statement (tenant_id, id),
  foreign key (tenant_id, posted_by) references app_user (tenant_id, id)
);
create index on expense_claim (tenant_id, cost_on, id);
create index on expense_claim (tenant_id, booked_on, id);
create index on expense_claim (tenant_id, service_order);
create index on expense_claim (tenant_id, commitment);
create index on expense_claim (tenant_id, claimant);
create index on expense_claim (tenant_id, statement);
create index on expense_claim (tenant_id, posted_by);
create index on expense_claim (tenant_id, category, booked_on);
select dd_tenant_table('expense_claim', 'select, insert, update');
