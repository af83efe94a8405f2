-- Why: parts with their places, stock, cost layers, receipts, moves, counts and applications (FS-3.4, SM-25).

create table part (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  code text not null,
  name text not null,
  spec text,
  measure text not null,
  serialised boolean not null,
  minimum integer,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, code)
);
create index on part (tenant_id, code, id);
create index on part (tenant_id, name, id);
select dd_tenant_table('part', 'select, insert, update');

create table stock_place (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  kind text not null,
  branch uuid not null,
  technician uuid,
  mate uuid,
  customer uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, name),
  foreign key (tenant_id, branch) references unit (tenant_id, id),
  foreign key (tenant_id, technician) references employee (tenant_id, id),
  foreign key (tenant_id, mate) references employee (tenant_id, id),
  foreign key (tenant_id, customer) references customer (tenant_id, id)
);
create index on stock_place (tenant_id, name, id);
create index on stock_place (tenant_id, technician);
create index on stock_place (tenant_id, mate);
create index on stock_place (tenant_id, customer);
select dd_tenant_table('stock_place', 'select, insert, update');

create table stock_item (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  place uuid not null,
  part uuid not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, place, part),
  foreign key (tenant_id, place) references stock_place (tenant_id, id),
  foreign key (tenant_id, part) references part (tenant_id, id)
);
create index on stock_item (tenant_id, place);
create index on stock_item (tenant_id, part);
select dd_tenant_table('stock_item', 'select, insert, update');

create table cost_layer (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  part uuid not null,
  unit_cost bigint not null,
  quantity integer not null,
  received_on date not null,
  source text not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, part) references part (tenant_id, id)
);
create index on cost_layer (tenant_id, received_on, id);
create index on cost_layer (tenant_id, part, received_on);
select dd_tenant_table('cost_layer', 'select, insert, update');

create table stock_receipt (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  part uuid not null,
  place uuid not null,
  quantity integer not null,
  unit_cost bigint not null,
  received_on date not null,
  supplier text,
  document text,
  amount bigint,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, part) references part (tenant_id, id),
  foreign key (tenant_id, place) references stock_place (tenant_id, id)
);
create index on stock_receipt (tenant_id, received_on, id);
create index on stock_receipt (tenant_id, part);
create index on stock_receipt (tenant_id, place);
select dd_tenant_table('stock_receipt', 'select, insert, update');

create table stock_move (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  purpose text not null,
  part uuid not null,
  from_place uuid not null,
  to_place uuid,
  quantity integer not null,
  reason text not null,
  moved_on date,
  cost bigint,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, part) references part (tenant_id, id),
  foreign key (tenant_id, from_place) references stock_place (tenant_id, id),
  foreign key (tenant_id, to_place) references stock_place (tenant_id, id)
);
create index on stock_move (tenant_id, moved_on, id);
create index on stock_move (tenant_id, part);
create index on stock_move (tenant_id, from_place);
create index on stock_move (tenant_id, to_place);
select dd_tenant_table('stock_move', 'select, insert, update');

create table stock_count (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  place uuid not null,
  part uuid not null,
  counted integer not null,
  reason text,
  book integer,
  difference integer,
  counted_on date,
  settled_on date,
  value bigint,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, place) references stock_place (tenant_id, id),
  foreign key (tenant_id, part) references part (tenant_id, id)
);
create index on stock_count (tenant_id, counted_on, id);
create index on stock_count (tenant_id, place);
create index on stock_count (tenant_id, part);
select dd_tenant_table('stock_count', 'select, insert, update');

create table part_application (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  service_order uuid,
  equipment uuid,
  part uuid not null,
  quantity integer not null,
  failed_on date not null,
  fault text not null,
  photos uuid[],
  technician uuid,
  remedy text,
  remedy_note text,
  manufacturer text,
  claim_no text,
  customer uuid,
  region uuid,
  applied_on date,
  from_visit text,
  computed text,
  decision text,
  side text,
  decision_reason text,
  decided_on date,
  explanation text,
  approved integer,
  issued_from uuid,
  issued integer,
  issued_on date,
  issued_cost bigint,
  used integer,
  replaced_on date,
  cost bigint,
  old_serials text,
  new_serials text,
  fitted_by uuid,
  agreement uuid,
  charge bigint,
  old_part text,
  old_pieces integer,
  old_place uuid,
  old_note text,
  old_part_on date,
  confirmed_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, service_order) references service_order (tenant_id, id),
  foreign key (tenant_id, equipment) references equipment (tenant_id, id),
  foreign key (tenant_id, part) references part (tenant_id, id),
  foreign key (tenant_id, technician) references employee (tenant_id, id),
  foreign key (tenant_id, customer) references customer (tenant_id, id),
  foreign key (tenant_id, region) references service_region (tenant_id, id),
  foreign key (tenant_id, issued_from) references stock_place (tenant_id, id),
  foreign key (tenant_id, fitted_by) references app_user (tenant_id, id),
  foreign key (tenant_id, agreement) references replacement_agreement (tenant_id, id),
  foreign key (tenant_id, old_place) references stock_place (tenant_id, id)
);
create index on part_application (tenant_id, applied_on, id);
create index on part_application (tenant_id, replaced_on, id);
create index on part_application (tenant_id, state, id);
create index on part_application (tenant_id, service_order);
create index on part_application (tenant_id, equipment);
create index on part_application (tenant_id, part);
create index on part_application (tenant_id, technician);
create index on part_application (tenant_id, customer);
create index on part_application (tenant_id, issued_from);
create index on part_application (tenant_id, fitted_by);
create index on part_application (tenant_id, agreement);
create index on part_application (tenant_id, old_place);
create index on part_application (tenant_id, region, side, replaced_on);
select dd_tenant_table('part_application', 'select, insert, update');
