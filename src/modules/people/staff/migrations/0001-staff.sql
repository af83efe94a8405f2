-- Why: everybody who works here, and where they work from which day on (FS-1.1, CG-28).

create table employee (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  staff_no text not null,
  name text not null,
  job_title text,
  line uuid,
  app_user uuid,
  hired_on date not null,
  left_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, staff_no),
  foreign key (tenant_id, line) references unit (tenant_id, id),
  foreign key (tenant_id, app_user) references app_user (tenant_id, id)
);
create index on employee (tenant_id, staff_no, id);
create index on employee (tenant_id, name, id);
create index on employee (tenant_id, hired_on, id);
create index on employee (tenant_id, app_user);
create index on employee (tenant_id, unit_id);
select dd_tenant_table('employee', 'select, insert, update');

create table employee_assignment (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  employee uuid not null,
  place uuid not null,
  takes_calls boolean not null,
  valid_from date not null,
  valid_to date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, employee, valid_from),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, place) references unit (tenant_id, id)
);
create index on employee_assignment (tenant_id, valid_from, id);
create index on employee_assignment (tenant_id, employee);
create index on employee_assignment (tenant_id, place);
select dd_tenant_table('employee_assignment', 'select, insert, update');
