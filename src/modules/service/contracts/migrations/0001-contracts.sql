-- Why: the contract ledger with its vocabulary of statuses and their history (FS-5.1 to FS-5.3).

create table contract_ledger_status (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  code text not null,
  name text not null,
  counts_as text,
  list_order integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, code)
);
create index on contract_ledger_status (tenant_id, list_order, id);
create index on contract_ledger_status (tenant_id, code, id);
select dd_tenant_table('contract_ledger_status', 'select, insert, update');

create table sales_contract (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  contract_no text not null,
  customer uuid not null,
  product text not null,
  units integer not null,
  amount bigint not null,
  signed_on date not null,
  ledger_status uuid not null,
  shipped_on date,
  cancelled_on date,
  remark text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, contract_no),
  foreign key (tenant_id, customer) references customer (tenant_id, id),
  foreign key (tenant_id, ledger_status) references contract_ledger_status (tenant_id, id)
);
create index on sales_contract (tenant_id, signed_on, id);
create index on sales_contract (tenant_id, contract_no, id);
create index on sales_contract (tenant_id, shipped_on, id);
create index on sales_contract (tenant_id, customer);
create index on sales_contract (tenant_id, ledger_status, signed_on);
select dd_tenant_table('sales_contract', 'select, insert, update');

create table contract_status_change (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  contract uuid not null,
  status uuid not null,
  signed_on date not null,
  valid_from date not null,
  valid_to date,
  reason text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, contract, valid_from),
  foreign key (tenant_id, contract) references sales_contract (tenant_id, id),
  foreign key (tenant_id, status) references contract_ledger_status (tenant_id, id)
);
create index on contract_status_change (tenant_id, valid_from, id);
create index on contract_status_change (tenant_id, contract, valid_from);
create index on contract_status_change (tenant_id, status, valid_from);
select dd_tenant_table('contract_status_change', 'select, insert, update');
