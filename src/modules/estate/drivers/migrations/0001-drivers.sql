-- Why: who may drive, with which licence and until when (LOG-1.5).

create table driver (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  employee uuid not null,
  licence_no text,
  first_licensed date,
  licence_class text not null,
  licence_until timestamp with time zone not null,
  medical_until date,
  app_user uuid,
  stopped_because text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, employee),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, app_user) references app_user (tenant_id, id)
);
create index on driver (tenant_id, licence_until, id);
create index on driver (tenant_id, employee);
create index on driver (tenant_id, app_user);
select dd_tenant_table('driver', 'select, insert, update');
