-- Why: shipments, their lines and the requests for missing papers (FS-5.4, FS-5.5).

create table shipment (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  contract uuid not null,
  customer uuid,
  waybill text,
  place text,
  shipped_on date not null,
  arrived_on date,
  inspected_on date,
  accepted_on date,
  closed_on date,
  remark text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, contract) references sales_contract (tenant_id, id),
  foreign key (tenant_id, customer) references customer (tenant_id, id)
);
create index on shipment (tenant_id, shipped_on, id);
create index on shipment (tenant_id, arrived_on, id);
create index on shipment (tenant_id, state, id);
create index on shipment (tenant_id, contract);
create index on shipment (tenant_id, customer);
select dd_tenant_table('shipment', 'select, insert, update');

create table shipment_line (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  shipment uuid not null,
  product text not null,
  units integer not null,
  serials text,
  missing text[],
  received text[],
  papers uuid[],
  finding text,
  shipped_on date,
  arrived_on date,
  accepted_on date,
  completed_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, shipment) references shipment (tenant_id, id)
);
create index on shipment_line (tenant_id, accepted_on, id);
create index on shipment_line (tenant_id, state, id);
create index on shipment_line (tenant_id, shipment);
create index on shipment_line (tenant_id, shipped_on);
select dd_tenant_table('shipment_line', 'select, insert, update');

create table paper_request (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  shipment uuid not null,
  department text not null,
  lacking text not null,
  answer_by date not null,
  answer text,
  answered_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, shipment, department),
  foreign key (tenant_id, shipment) references shipment (tenant_id, id)
);
create index on paper_request (tenant_id, answer_by, id);
create index on paper_request (tenant_id, state, id);
create index on paper_request (tenant_id, shipment);
select dd_tenant_table('paper_request', 'select, insert, update');
