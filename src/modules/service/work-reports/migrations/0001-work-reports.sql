-- Why: periodic reports by the calendar, drafted from the records, signed, handed in and consolidated (SM-32).

create table work_report (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  report_kind text not null,
  place uuid not null,
  starts_on date not null,
  ends_on date,
  level text,
  due_at timestamp with time zone,
  orders_issued integer,
  orders_done integer,
  orders_open integer,
  emergencies integer,
  points integer,
  highlights text,
  absent text,
  comment text,
  signed_by uuid,
  signed_at timestamp with time zone,
  handed_in_at timestamp with time zone,
  late boolean,
  consolidated_in uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, place, report_kind, starts_on),
  foreign key (tenant_id, place) references unit (tenant_id, id),
  foreign key (tenant_id, signed_by) references app_user (tenant_id, id),
  foreign key (tenant_id, consolidated_in) references work_report (tenant_id, id)
);
create index on work_report (tenant_id, starts_on, id);
create index on work_report (tenant_id, state, id);
create index on work_report (tenant_id, signed_by);
create index on work_report (tenant_id, consolidated_in);
create index on work_report (tenant_id, report_kind, starts_on);
create index on work_report (tenant_id, level, report_kind, starts_on);
select dd_tenant_table('work_report', 'select, insert, update');
