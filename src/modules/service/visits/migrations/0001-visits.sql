-- Why: visits as technicians' phones deliver them: what was signed with its hash, both clocks, and what stood in the way.

create table visit (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  service_order uuid not null,
  technician uuid,
  sent_by uuid,
  started_at timestamp with time zone not null,
  customer_signer text,
  signed_at timestamp with time zone,
  sent_at timestamp with time zone,
  received_at timestamp with time zone,
  clock_offset integer,
  document text,
  document_hash text,
  photos uuid[],
  problems text,
  settlement text,
  report uuid,
  receipt uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, service_order) references service_order (tenant_id, id),
  foreign key (tenant_id, technician) references employee (tenant_id, id),
  foreign key (tenant_id, sent_by) references app_user (tenant_id, id),
  foreign key (tenant_id, report) references service_report (tenant_id, id),
  foreign key (tenant_id, receipt) references receipt (tenant_id, id)
);
create index on visit (tenant_id, received_at, id);
create index on visit (tenant_id, service_order);
create index on visit (tenant_id, technician);
create index on visit (tenant_id, report);
create index on visit (tenant_id, receipt);
create index on visit (tenant_id, sent_by, received_at);
create index on visit (tenant_id, state, received_at);
select dd_tenant_table('visit', 'select, insert, update');
