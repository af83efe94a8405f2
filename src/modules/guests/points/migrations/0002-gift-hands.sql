-- Why: gifts drawn by a manager stand in that person's hand until given or returned; receipts know their cost.

alter table gift_receipt add column unit_cost bigint;

create table gift_hand (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  gift uuid not null,
  holder uuid not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, gift, holder),
  foreign key (tenant_id, gift) references gift (tenant_id, id),
  foreign key (tenant_id, holder) references app_user (tenant_id, id)
);
create index on gift_hand (tenant_id, gift);
create index on gift_hand (tenant_id, holder);
select dd_tenant_table('gift_hand', 'select, insert, update');
