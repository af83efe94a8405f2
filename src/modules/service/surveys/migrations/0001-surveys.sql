-- Why: satisfaction surveys, answered by link or code (SM-34, FS-5.9).

create table survey (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  service_order uuid not null,
  customer uuid not null,
  region uuid not null,
  technician uuid,
  issued_on date,
  expires_on date not null,
  token text not null,
  answered_on date,
  overall integer,
  quality integer,
  attitude integer,
  timeliness integer,
  comments text,
  follow_up text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, service_order),
  unique (tenant_id, token),
  foreign key (tenant_id, service_order) references service_order (tenant_id, id),
  foreign key (tenant_id, customer) references customer (tenant_id, id),
  foreign key (tenant_id, region) references service_region (tenant_id, id),
  foreign key (tenant_id, technician) references employee (tenant_id, id)
);
create index on survey (tenant_id, answered_on, id);
create index on survey (tenant_id, service_order);
create index on survey (tenant_id, customer);
create index on survey (tenant_id, technician);
create index on survey (tenant_id, issued_on);
create index on survey (tenant_id, region, answered_on);
select dd_tenant_table('survey', 'select, insert, update');
