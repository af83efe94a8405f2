-- Why: consumables with purchase, receipt, issue, count, quotas and the cost layers of the ledger (LOG-3.6, LOG-3.7, P25).

create table consumable (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  code text not null,
  name text not null,
  spec text,
  category text not null,
  measure text not null,
  minimum integer,
  shelf text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, code)
);
create index on consumable (tenant_id, code, id);
create index on consumable (tenant_id, name, id);
select dd_tenant_table('consumable', 'select, insert, update');

create table consumable_request (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  item uuid not null,
  quantity integer not null,
  department uuid not null,
  taker text not null,
  purpose text not null,
  approved integer,
  approved_on date,
  over_reason text,
  issued_on date,
  issued_version integer,
  returned integer,
  cost bigint,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, item) references consumable (tenant_id, id),
  foreign key (tenant_id, department) references unit (tenant_id, id)
);
create index on consumable_request (tenant_id, issued_on, id);
create index on consumable_request (tenant_id, item);
create index on consumable_request (tenant_id, department, item, approved_on);
select dd_tenant_table('consumable_request', 'select, insert, update');

create table consumable_purchase (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  item uuid not null,
  quantity integer not null,
  estimate bigint not null,
  needed_by date,
  purpose text not null,
  received_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, item) references consumable (tenant_id, id)
);
create index on consumable_purchase (tenant_id, needed_by, id);
create index on consumable_purchase (tenant_id, item);
select dd_tenant_table('consumable_purchase', 'select, insert, update');

create table consumable_receipt (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  item uuid not null,
  quantity integer not null,
  unit_cost bigint not null,
  received_on date not null,
  supplier text,
  document text,
  purchase uuid,
  amount bigint,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, item) references consumable (tenant_id, id),
  foreign key (tenant_id, purchase) references consumable_purchase (tenant_id, id)
);
create index on consumable_receipt (tenant_id, received_on, id);
create index on consumable_receipt (tenant_id, item);
create index on consumable_receipt (tenant_id, purchase);
select dd_tenant_table('consumable_receipt', 'select, insert, update');

create table consumable_count (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  item uuid not null,
  counted integer not null,
  reason text,
  book integer,
  difference integer,
  counted_on date,
  value bigint,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, item) references consumable (tenant_id, id)
);
create index on consumable_count (tenant_id, counted_on, id);
create index on consumable_count (tenant_id, item);
select dd_tenant_table('consumable_count', 'select, insert, update');

create table consumable_quota (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  department uuid not null,
  item uuid not null,
  monthly integer not null,
  reason text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, department, item),
  foreign key (tenant_id, department) references unit (tenant_id, id),
  foreign key (tenant_id, item) references consumable (tenant_id, id)
);
create index on consumable_quota (tenant_id, item);
select dd_tenant_table('consumable_quota', 'select, insert, update');

create table consumable_layer (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  item uuid not null,
  unit_cost bigint not null,
  quantity integer not null,
  received_on date not null,
  source text not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, item) references consumable (tenant_id, id)
);
create index on consumable_layer (tenant_id, received_on, id);
create index on consumable_layer (tenant_id, item, received_on);
select dd_tenant_table('consumable_layer', 'select, insert, update');
