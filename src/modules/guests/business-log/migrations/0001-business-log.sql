-- Why: the business log, to which the application may only add, and the business days of the club (AS-43).

create table business_log_entry (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  day date,
  kind text not null,
  occurred_at timestamp with time zone,
  what text not null,
  what_en text,
  room text,
  card_no text,
  paper_no text,
  subject text,
  late boolean,
  written_by text,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index on business_log_entry (tenant_id, occurred_at, id);
create index on business_log_entry (tenant_id, day, occurred_at);
create index on business_log_entry (tenant_id, room);
select dd_tenant_table('business_log_entry', 'select, insert');

create table club_day (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  centre uuid not null,
  day date not null,
  opened_at timestamp with time zone,
  closed_at timestamp with time zone,
  closed_by text,
  note text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, day, centre),
  foreign key (tenant_id, centre) references unit (tenant_id, id)
);
create index on club_day (tenant_id, day, id);
create index on club_day (tenant_id, centre);
select dd_tenant_table('club_day', 'select, insert, update');
