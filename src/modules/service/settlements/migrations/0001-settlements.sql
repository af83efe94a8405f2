-- Why: out-of-warranty agreements and their half-year statements (FS-4.2, FS-4.3).

create table settlement_statement (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  branch uuid not null,
  closing_on date not null,
  lines integer,
  unpriced integer,
  left_out integer,
  total bigint,
  issued_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, branch, closing_on),
  foreign key (tenant_id, branch) references unit (tenant_id, id)
);
create index on settlement_statement (tenant_id, closing_on, id);
create index on settlement_statement (tenant_id, state, id);
select dd_tenant_table('settlement_statement', 'select, insert, update');

create table replacement_agreement (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  customer uuid not null,
  equipment uuid,
  service_order uuid,
  part text not null,
  quantity integer not null,
  agreed_on date not null,
  signed_for_user text,
  scan uuid[],
  price_by date,
  unit_price bigint,
  amount bigint,
  priced_on date,
  service_done_on date,
  accrued_on date,
  statement uuid,
  invoice_no text,
  invoiced_on date,
  paid_on date,
  postings integer,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, customer) references customer (tenant_id, id),
  foreign key (tenant_id, equipment) references equipment (tenant_id, id),
  foreign key (tenant_id, service_order) references service_order (tenant_id, id),
  foreign key (tenant_id, statement) references settlement_statement (tenant_id, id)
);
create index on replacement_agreement (tenant_id, agreed_on, id);
create index on replacement_agreement (tenant_id, price_by, id);
create index on replacement_agreement (tenant_id, state, id);
create index on replacement_agreement (tenant_id, customer);
create index on replacement_agreement (tenant_id, equipment);
create index on replacement_agreement (tenant_id, service_order);
create index on replacement_agreement (tenant_id, statement);
create index on replacement_agreement (tenant_id, state, agreed_on);
select dd_tenant_table('replacement_agreement', 'select, insert, update');

create table settlement_statement_line (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  statement uuid not null,
  agreement uuid not null,
  standing text not null,
  amount bigint,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, statement, agreement),
  foreign key (tenant_id, statement) references settlement_statement (tenant_id, id),
  foreign key (tenant_id, agreement) references replacement_agreement (tenant_id, id)
);
create index on settlement_statement_line (tenant_id, statement);
create index on settlement_statement_line (tenant_id, agreement);
select dd_tenant_table('settlement_statement_line', 'select, insert, update');
