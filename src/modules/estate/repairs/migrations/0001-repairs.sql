-- Why: repairs with their times, material and score, the price list, construction with log and acceptance (LOG-2.5, LOG-2.6, TEA-1, P23).

create table repair_price (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  measure text not null,
  price bigint not null,
  origin text not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, name)
);
create index on repair_price (tenant_id, name, id);
select dd_tenant_table('repair_price', 'select, insert, update');

create table repair_order (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  building uuid not null,
  place text not null,
  attached text,
  content text not null,
  photos uuid[],
  channel text not null,
  reporter text not null,
  phone text not null,
  reported_at timestamp with time zone,
  appointed_at timestamp with time zone,
  grade text,
  charge text,
  price_item uuid,
  price bigint,
  price_quantity integer,
  take_by timestamp with time zone,
  arrive_by timestamp with time zone,
  finish_by timestamp with time zone,
  worker uuid,
  taken_at timestamp with time zone,
  on_site_at timestamp with time zone,
  done_at timestamp with time zone,
  in_time boolean,
  work_done text,
  material bigint,
  labour bigint,
  score integer,
  remark text,
  call_back text,
  charged bigint,
  settled_on date,
  project uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, building) references building (tenant_id, id),
  foreign key (tenant_id, price_item) references repair_price (tenant_id, id),
  foreign key (tenant_id, worker) references employee (tenant_id, id)
);
create index on repair_order (tenant_id, finish_by, id);
create index on repair_order (tenant_id, reported_at, id);
create index on repair_order (tenant_id, price_item);
create index on repair_order (tenant_id, worker);
create index on repair_order (tenant_id, project);
create index on repair_order (tenant_id, building, settled_on);
select dd_tenant_table('repair_order', 'select, insert, update');

create table construction_project (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  title text not null,
  building uuid not null,
  budget bigint not null,
  repair uuid,
  contractor text,
  contract_no text,
  contract_amount bigint,
  starts_on date,
  ends_on date,
  warranty_months integer,
  retention_percent integer,
  accepted_on date,
  final_amount bigint,
  payable bigint,
  retention bigint,
  settled_on date,
  warranty_to date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, building) references building (tenant_id, id),
  foreign key (tenant_id, repair) references repair_order (tenant_id, id)
);
create index on construction_project (tenant_id, ends_on, id);
create index on construction_project (tenant_id, repair);
create index on construction_project (tenant_id, building, settled_on);
select dd_tenant_table('construction_project', 'select, insert, update');
-- The two point at each other: a repair becomes a job, and the job knows where it came from.
alter table repair_order add foreign key (tenant_id, project) references construction_project (tenant_id, id);

create table construction_log (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  project uuid not null,
  log_day date not null,
  weather text not null,
  people integer not null,
  work text not null,
  safety text not null,
  photos uuid[],
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, project, log_day),
  foreign key (tenant_id, project) references construction_project (tenant_id, id)
);
create index on construction_log (tenant_id, log_day, id);
create index on construction_log (tenant_id, project);
select dd_tenant_table('construction_log', 'select, insert, update');

create table construction_acceptance (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  project uuid not null,
  party text not null,
  opinion text,
  signed_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, project, party),
  foreign key (tenant_id, project) references construction_project (tenant_id, id)
);
create index on construction_acceptance (tenant_id, project);
select dd_tenant_table('construction_acceptance', 'select, insert, update');

create table repair_material (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  repair uuid not null,
  item uuid not null,
  quantity integer not null,
  cost bigint,
  taken_on date not null,
  returned_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, repair) references repair_order (tenant_id, id),
  foreign key (tenant_id, item) references consumable (tenant_id, id)
);
create index on repair_material (tenant_id, repair);
create index on repair_material (tenant_id, item);
select dd_tenant_table('repair_material', 'select, insert, update');
