-- Why: what is said to guests on which occasion, and what things cost on which day (VIP-7.4, VIP-8.1).

create table script_text (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  occasion text not null,
  title text not null,
  words text not null,
  remark text,
  place integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index on script_text (tenant_id, occasion, id);
select dd_tenant_table('script_text', 'select, insert, update');

create table price_item (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  item_kind text not null,
  name text not null,
  price bigint not null,
  per text not null,
  terms text,
  valid_from date not null,
  valid_to date,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index on price_item (tenant_id, item_kind, id);
create index on price_item (tenant_id, valid_from, id);
create index on price_item (tenant_id, name, valid_from);
select dd_tenant_table('price_item', 'select, insert, update');
