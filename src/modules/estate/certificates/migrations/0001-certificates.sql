-- Why: certificates handled for employees, seen by one post and blanked after the days set (LOG-7.1, P30).

create table certificate_case (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  kind text not null,
  employee uuid,
  authority text not null,
  papers text[],
  seen text[],
  filed_on date,
  receipt_no text,
  received_on date,
  handed_on date,
  keep_until date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, employee) references employee (tenant_id, id)
);
create index on certificate_case (tenant_id, state, id);
create index on certificate_case (tenant_id, keep_until, id);
create index on certificate_case (tenant_id, employee);
select dd_tenant_table('certificate_case', 'select, insert, update');
