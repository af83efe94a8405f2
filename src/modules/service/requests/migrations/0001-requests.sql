-- Why: service requests with their channel, warranty and answer, and the order each of them led to (SM-20, FS-5.7, AC-34).

create table service_request (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  channel text not null,
  requester_kind text not null,
  requester text not null,
  phone text,
  mail text,
  customer uuid,
  site uuid,
  equipment uuid,
  branch uuid,
  content text not null,
  photos uuid[],
  priority text not null,
  received_at timestamp with time zone,
  failed_on date,
  reply_by timestamp with time zone,
  replied_at timestamp with time zone,
  warranty_parts text,
  warranty_labour text,
  warranty_travel text,
  warranty_basis text,
  goodwill_reason text,
  "order" uuid,
  merged_into uuid,
  refusal text,
  told_how text,
  taken_by uuid,
  reply_token text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, reply_token),
  foreign key (tenant_id, customer) references customer (tenant_id, id),
  foreign key (tenant_id, site) references site (tenant_id, id),
  foreign key (tenant_id, equipment) references equipment (tenant_id, id),
  foreign key (tenant_id, branch) references unit (tenant_id, id),
  foreign key (tenant_id, "order") references service_order (tenant_id, id),
  foreign key (tenant_id, merged_into) references service_request (tenant_id, id),
  foreign key (tenant_id, taken_by) references app_user (tenant_id, id)
);
create index on service_request (tenant_id, received_at, id);
create index on service_request (tenant_id, reply_by, id);
create index on service_request (tenant_id, state, id);
create index on service_request (tenant_id, customer);
create index on service_request (tenant_id, site);
create index on service_request (tenant_id, equipment);
create index on service_request (tenant_id, "order");
create index on service_request (tenant_id, merged_into);
create index on service_request (tenant_id, taken_by);
create index on service_request (tenant_id, state, site);
select dd_tenant_table('service_request', 'select, insert, update');
