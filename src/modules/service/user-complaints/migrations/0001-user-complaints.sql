-- Why: user complaints from the day they come in to the call-back, with what they repeat and the order that answers them (SM-24, FS-0.2).

create table user_complaint (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  customer uuid not null,
  equipment uuid,
  channel text not null,
  complainant text not null,
  phone text,
  topic text not null,
  occurred_at timestamp with time zone not null,
  content text not null,
  about_employee uuid,
  about_user uuid,
  received_at timestamp with time zone,
  repeated boolean,
  repeat_kind text,
  repeat_of uuid,
  repeat_days integer,
  handler text,
  service_order uuid,
  without_order text,
  resolution text,
  resolved_by uuid,
  resolved_at timestamp with time zone,
  satisfied text,
  call_back_note text,
  reopened integer,
  loss bigint,
  loss_evidence text,
  incident uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, customer) references customer (tenant_id, id),
  foreign key (tenant_id, equipment) references equipment (tenant_id, id),
  foreign key (tenant_id, about_employee) references employee (tenant_id, id),
  foreign key (tenant_id, about_user) references app_user (tenant_id, id),
  foreign key (tenant_id, repeat_of) references user_complaint (tenant_id, id),
  foreign key (tenant_id, service_order) references service_order (tenant_id, id),
  foreign key (tenant_id, resolved_by) references app_user (tenant_id, id),
  foreign key (tenant_id, incident) references incident (tenant_id, id)
);
create index on user_complaint (tenant_id, received_at, id);
create index on user_complaint (tenant_id, about_employee);
create index on user_complaint (tenant_id, about_user);
create index on user_complaint (tenant_id, repeat_of);
create index on user_complaint (tenant_id, service_order);
create index on user_complaint (tenant_id, resolved_by);
create index on user_complaint (tenant_id, incident);
create index on user_complaint (tenant_id, customer, received_at);
create index on user_complaint (tenant_id, equipment, received_at);
select dd_tenant_table('user_complaint', 'select, insert, update');
