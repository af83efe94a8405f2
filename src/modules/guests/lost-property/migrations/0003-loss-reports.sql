-- Why: what guests report as lost, and what keeping a thing costs.

create table loss_report (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  guest text not null,
  phone text not null,
  item_name text not null,
  colour text,
  lost_place text,
  lost_on date not null,
  description text,
  item uuid,
  outcome text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, item) references lost_item (tenant_id, id)
);
create index on loss_report (tenant_id, lost_on, id);
create index on loss_report (tenant_id, item);
create index on loss_report (tenant_id, state);
select dd_tenant_table('loss_report', 'select, insert, update');

create table lost_item_cost (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  item uuid not null,
  cost_kind text not null,
  amount bigint not null,
  note text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, item) references lost_item (tenant_id, id)
);
create index on lost_item_cost (tenant_id, item);
select dd_tenant_table('lost_item_cost', 'select, insert, update');

alter table lost_item_claim add column costs bigint;
alter table lost_item_claim add column costs_settled text;
