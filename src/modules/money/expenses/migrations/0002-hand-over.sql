-- Why: a closed month is handed to finance, who sign for its file (LOG-4.5).

create table finance_handover (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  budget_month uuid not null,
  centre uuid,
  month text,
  documents integer,
  total bigint,
  fingerprint text,
  note text,
  received_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, budget_month),
  foreign key (tenant_id, budget_month) references budget_month (tenant_id, id),
  foreign key (tenant_id, centre) references unit (tenant_id, id)
);
create index on finance_handover (tenant_id, month, id);
create index on finance_handover (tenant_id, budget_month);
select dd_tenant_table('finance_handover', 'select, insert, update');
