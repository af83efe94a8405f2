-- Why: old reports are read into figures that no total ever counts (FS-IMP-1, FS-IMP-2).

create table imported_report (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  title text not null,
  wording text not null,
  figures_read integer,
  doubtful integer,
  similar_to uuid,
  similarity integer,
  reason text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, similar_to) references imported_report (tenant_id, id)
);
create index on imported_report (tenant_id, title, id);
create index on imported_report (tenant_id, similar_to);
select dd_tenant_table('imported_report', 'select, insert, update');

create table imported_figure (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  report uuid not null,
  section integer not null,
  field_key text not null,
  label text not null,
  raw text not null,
  figure numeric,
  day date,
  measure text,
  status text not null,
  adds_up_to numeric,
  difference numeric,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, report) references imported_report (tenant_id, id)
);
create index on imported_figure (tenant_id, report, id);
create index on imported_figure (tenant_id, status, id);
select dd_tenant_table('imported_figure', 'select, insert, update');
