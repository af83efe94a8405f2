-- Why: trips from the request to the settled return, with who drove what (LOG-1.2).

create table vehicle_trip (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  department uuid not null,
  purpose text not null,
  range text not null,
  from_place text not null,
  to_place text not null,
  planned_from timestamp with time zone not null,
  planned_to timestamp with time zone not null,
  passengers integer not null,
  contact text,
  phone text,
  requested_by uuid,
  vehicle uuid,
  driver uuid,
  driver_user uuid,
  out_at timestamp with time zone,
  out_km integer,
  back_at timestamp with time zone,
  back_km integer,
  km integer,
  tolls bigint,
  parking bigint,
  remark text,
  approved_as text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, department) references unit (tenant_id, id),
  foreign key (tenant_id, requested_by) references app_user (tenant_id, id),
  foreign key (tenant_id, vehicle) references vehicle (tenant_id, id),
  foreign key (tenant_id, driver) references driver (tenant_id, id),
  foreign key (tenant_id, driver_user) references app_user (tenant_id, id)
);
create index on vehicle_trip (tenant_id, planned_from, id);
create index on vehicle_trip (tenant_id, requested_by);
create index on vehicle_trip (tenant_id, driver_user);
create index on vehicle_trip (tenant_id, state, planned_from);
create index on vehicle_trip (tenant_id, vehicle, planned_from);
create index on vehicle_trip (tenant_id, driver, planned_from);
select dd_tenant_table('vehicle_trip', 'select, insert, update');
