-- Why: fixed assets with purchase, care, counts, reclassification and their movements (LOG-3.1 to LOG-3.3, P24).

create table asset (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  spec text,
  category text not null,
  serial text,
  value bigint not null,
  months integer not null,
  entered_on date not null,
  warranty_to date,
  next_care_on date,
  origin text,
  source text,
  for_department uuid,
  department uuid,
  custodian uuid,
  person uuid,
  place text,
  held_since date,
  labelled_on date,
  counted_on date,
  why text,
  asked_by uuid,
  residual bigint,
  left_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, for_department) references unit (tenant_id, id),
  foreign key (tenant_id, department) references unit (tenant_id, id),
  foreign key (tenant_id, custodian) references employee (tenant_id, id),
  foreign key (tenant_id, person) references app_user (tenant_id, id),
  foreign key (tenant_id, asked_by) references app_user (tenant_id, id)
);
create index on asset (tenant_id, name, id);
create index on asset (tenant_id, next_care_on, id);
create index on asset (tenant_id, custodian);
create index on asset (tenant_id, person);
create index on asset (tenant_id, asked_by);
create index on asset (tenant_id, department);
select dd_tenant_table('asset', 'select, insert, update');

create table asset_request (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  spec text,
  category text not null,
  quantity integer not null,
  estimate bigint not null,
  months integer not null,
  department uuid not null,
  purpose text not null,
  needed_by date,
  price bigint,
  supplier text,
  document text,
  bought_on date,
  buyer uuid,
  warranty_to date,
  accepted_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, department) references unit (tenant_id, id),
  foreign key (tenant_id, buyer) references app_user (tenant_id, id)
);
create index on asset_request (tenant_id, needed_by, id);
create index on asset_request (tenant_id, buyer);
select dd_tenant_table('asset_request', 'select, insert, update');

create table asset_count (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  department uuid not null,
  witness text,
  begun_on date,
  expected integer,
  found integer,
  missing integer,
  surplus integer,
  elsewhere integer,
  closed_on date,
  counter uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, department) references unit (tenant_id, id),
  foreign key (tenant_id, counter) references app_user (tenant_id, id)
);
create index on asset_count (tenant_id, begun_on, id);
create index on asset_count (tenant_id, counter);
create index on asset_count (tenant_id, department, closed_on);
select dd_tenant_table('asset_count', 'select, insert, update');

create table asset_care (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  asset uuid not null,
  kind text not null,
  done_on date not null,
  what text not null,
  done_by text not null,
  cost bigint not null,
  next_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, asset) references asset (tenant_id, id)
);
create index on asset_care (tenant_id, done_on, id);
create index on asset_care (tenant_id, asset, done_on);
select dd_tenant_table('asset_care', 'select, insert, update');

create table asset_reclassification (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  direction text not null,
  asset uuid,
  item uuid not null,
  category text,
  months integer,
  reason text not null,
  value bigint,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, asset) references asset (tenant_id, id),
  foreign key (tenant_id, item) references consumable (tenant_id, id)
);
create index on asset_reclassification (tenant_id, asset);
create index on asset_reclassification (tenant_id, item);
select dd_tenant_table('asset_reclassification', 'select, insert, update');

create table asset_movement (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  asset uuid not null,
  what text not null,
  moved_on date not null,
  from_custodian uuid,
  custodian uuid,
  department uuid,
  place text,
  note text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, asset) references asset (tenant_id, id),
  foreign key (tenant_id, from_custodian) references employee (tenant_id, id),
  foreign key (tenant_id, custodian) references employee (tenant_id, id),
  foreign key (tenant_id, department) references unit (tenant_id, id)
);
create index on asset_movement (tenant_id, moved_on, id);
create index on asset_movement (tenant_id, from_custodian);
create index on asset_movement (tenant_id, custodian);
create index on asset_movement (tenant_id, asset, moved_on);
select dd_tenant_table('asset_movement', 'select, insert, update');

create table asset_count_line (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  count uuid not null,
  asset uuid,
  what text not null,
  outcome text not null,
  place text,
  seen_at text,
  seen_on timestamp with time zone,
  condition text,
  reason text,
  value bigint,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, count, asset),
  foreign key (tenant_id, count) references asset_count (tenant_id, id),
  foreign key (tenant_id, asset) references asset (tenant_id, id)
);
create index on asset_count_line (tenant_id, count);
create index on asset_count_line (tenant_id, asset);
select dd_tenant_table('asset_count_line', 'select, insert, update');

create table asset_scan (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  count uuid not null,
  code text,
  what text,
  seen_at text,
  condition text not null,
  photo uuid[],
  asset uuid,
  outcome text,
  again boolean,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, count) references asset_count (tenant_id, id),
  foreign key (tenant_id, asset) references asset (tenant_id, id)
);
create index on asset_scan (tenant_id, count);
create index on asset_scan (tenant_id, asset);
select dd_tenant_table('asset_scan', 'select, insert, update');
