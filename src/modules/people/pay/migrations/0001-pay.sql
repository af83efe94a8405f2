-- Why: who earns what from a day on, kept from everybody but payroll (CC-3.2).

create table pay_record (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  employee uuid not null,
  valid_from date not null,
  base bigint not null,
  allowance bigint,
  note text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, employee, valid_from),
  foreign key (tenant_id, employee) references employee (tenant_id, id)
);
create index on pay_record (tenant_id, valid_from, id);
create index on pay_record (tenant_id, employee);
select dd_tenant_table('pay_record', 'select, insert, update');
