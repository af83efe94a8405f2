-- Why: storage slots, lost items, claims, and who is on duty as supervisor.

create table safe_slot (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  code text not null,
  kind text not null,
  place text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, code)
);
create index on safe_slot (tenant_id, code, id);
select dd_tenant_table('safe_slot', 'select, insert, update');

create table lost_item (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  item_name text not null,
  colour text not null,
  found_place text not null,
  found_at timestamp with time zone not null,
  handed_in_by text not null,
  finder uuid,
  nature text not null,
  valuable boolean not null,
  details text,
  owner_name text,
  owner_phone text,
  notified_at timestamp with time zone,
  slot uuid,
  holder text,
  keep_until date,
  perishable_from date,
  received_by text,
  police_station text,
  police_receipt text,
  notice_place text,
  notice_ends date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, finder) references app_user (tenant_id, id),
  foreign key (tenant_id, slot) references safe_slot (tenant_id, id)
);
create index on lost_item (tenant_id, found_at, id);
create index on lost_item (tenant_id, keep_until, id);
create index on lost_item (tenant_id, state, id);
create index on lost_item (tenant_id, finder);
create index on lost_item (tenant_id, slot);
create index on lost_item (tenant_id, state, keep_until);
select dd_tenant_table('lost_item', 'select, insert, update');

create table lost_item_claim (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  item uuid not null,
  claimant text not null,
  statement text,
  verdict text,
  refusal text,
  phone text,
  id_type text,
  id_number text,
  supervisor text,
  returned_at timestamp with time zone,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, item) references lost_item (tenant_id, id)
);
create index on lost_item_claim (tenant_id, created_at, id);
create index on lost_item_claim (tenant_id, item);
select dd_tenant_table('lost_item_claim', 'select, insert, update');

create table duty_presence (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  supervisor uuid,
  since timestamp with time zone,
  until timestamp with time zone,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, supervisor) references app_user (tenant_id, id)
);
create index on duty_presence (tenant_id, since, id);
create index on duty_presence (tenant_id, supervisor);
create index on duty_presence (tenant_id, state);
select dd_tenant_table('duty_presence', 'select, insert, update');
