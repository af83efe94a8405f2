-- Why: who is on duty with money.

create table shift (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  code text not null,
  place text not null,
  business_day date,
  clerk uuid,
  opened_at timestamp with time zone,
  signed_out_at timestamp with time zone,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, clerk) references app_user (tenant_id, id)
);
create index on shift (tenant_id, opened_at, id);
create index on shift (tenant_id, clerk, state);
create index on shift (tenant_id, business_day);
select dd_tenant_table('shift', 'select, insert, update');
