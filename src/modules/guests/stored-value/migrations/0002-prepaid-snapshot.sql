-- Why: the prepaid money of a quarter, frozen.

create table prepaid_snapshot (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  quarter_end date not null,
  in_custody bigint not null,
  outstanding bigint,
  bonus bigint,
  custody_percent integer,
  required bigint,
  filing_due boolean,
  note text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, quarter_end)
);
create index on prepaid_snapshot (tenant_id, quarter_end, id);
select dd_tenant_table('prepaid_snapshot', 'select, insert, update');
