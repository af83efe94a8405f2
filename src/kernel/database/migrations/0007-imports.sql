-- Why: tables brought into registers are kept as batches with their rows, so that a batch can be looked at and taken back.

create table import_batch (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  target text not null,
  target_label text not null,
  file_name text not null,
  opened integer not null,
  changed integer not null,
  unchanged integer not null,
  left_out integer not null,
  imported_by uuid not null,
  taken_back integer,
  kept integer,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, imported_by) references app_user (tenant_id, id)
);
create index on import_batch (tenant_id, imported_by);
select dd_tenant_table('import_batch', 'select, insert, update');


create table import_row (
  tenant_id uuid not null, batch_id uuid not null, row integer not null, record_id uuid not null, what text not null check (what in ('create', 'change', 'restore')),
  version integer not null, before jsonb,
  primary key (tenant_id, batch_id, row),
  foreign key (tenant_id, batch_id) references import_batch (tenant_id, id)
);
select dd_tenant_table('import_row', 'select, insert');
