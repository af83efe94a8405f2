-- Why: the people behind the cards.

create table member (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  phone text not null,
  birthday date,
  birthday_kind text not null,
  notes text,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index on member (tenant_id, name, id);
select dd_tenant_table('member', 'select, insert, update');
