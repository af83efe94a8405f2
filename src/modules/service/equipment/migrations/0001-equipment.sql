-- Why: equipment with warranty terms and the token of its QR label, and what contracts cover (AC-32, SM-26).

create table equipment (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  model text not null,
  serial text not null,
  product text not null,
  customer uuid not null,
  site uuid not null,
  shipped_on date,
  commissioned_on date,
  warranty_from text not null,
  parts_months integer,
  labour_months integer,
  travel_months integer,
  qr_token text,
  label_since timestamp with time zone,
  notes text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, customer, model, serial),
  unique (tenant_id, qr_token),
  foreign key (tenant_id, customer) references customer (tenant_id, id),
  foreign key (tenant_id, site) references site (tenant_id, id)
);
create index on equipment (tenant_id, serial, id);
create index on equipment (tenant_id, commissioned_on, id);
create index on equipment (tenant_id, model, id);
create index on equipment (tenant_id, customer);
create index on equipment (tenant_id, site);
select dd_tenant_table('equipment', 'select, insert, update');

create table equipment_cover (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  equipment uuid not null,
  contract text not null,
  from_on date not null,
  to_on date not null,
  covers text[] not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, equipment, contract, from_on),
  foreign key (tenant_id, equipment) references equipment (tenant_id, id)
);
create index on equipment_cover (tenant_id, to_on, id);
create index on equipment_cover (tenant_id, equipment);
select dd_tenant_table('equipment_cover', 'select, insert, update');
