-- Why: floats drawn from finance and what is paid from them (VIP-6.1, P12).

create table petty_float (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  amount bigint,
  shift uuid,
  holder uuid,
  drawn_at timestamp with time zone,
  drawn_on date,
  replenished bigint,
  returned bigint,
  returned_at timestamp with time zone,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, shift) references shift (tenant_id, id),
  foreign key (tenant_id, holder) references shift (tenant_id, id)
);
create index on petty_float (tenant_id, drawn_at, id);
create index on petty_float (tenant_id, shift);
create index on petty_float (tenant_id, holder);
select dd_tenant_table('petty_float', 'select, insert, update');

create table petty_slip (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  category text not null,
  purpose text not null,
  payee text not null,
  amount bigint not null,
  receipt_no text not null,
  receipt uuid[],
  shift uuid,
  float uuid,
  spent_on date,
  why text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, shift) references shift (tenant_id, id),
  foreign key (tenant_id, float) references petty_float (tenant_id, id)
);
create index on petty_slip (tenant_id, spent_on, id);
create index on petty_slip (tenant_id, shift);
create index on petty_slip (tenant_id, float, state);
select dd_tenant_table('petty_slip', 'select, insert, update');
