-- Why: what guests complain about, by when they are answered, who it is hidden from until it is released (VIP-7, P13, G22).

create table guest_complaint (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  phone text,
  via text not null,
  received_at timestamp with time zone,
  accused_no text,
  happened_on date,
  matter text,
  room text,
  guest text,
  topic text,
  about_employee uuid,
  hidden_from uuid,
  released_to uuid,
  released_at timestamp with time zone,
  contact_name text,
  contact_phone text,
  level text,
  passed_up integer,
  respond_by timestamp with time zone,
  responded_at timestamp with time zone,
  solve_by timestamp with time zone,
  solved_at timestamp with time zone,
  alarm_at timestamp with time zone,
  handler uuid,
  solution text,
  result text,
  expectation text,
  cause text,
  corrective text,
  reply text,
  closed_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, about_employee) references employee (tenant_id, id),
  foreign key (tenant_id, hidden_from) references app_user (tenant_id, id),
  foreign key (tenant_id, released_to) references app_user (tenant_id, id),
  foreign key (tenant_id, handler) references app_user (tenant_id, id)
);
create index on guest_complaint (tenant_id, received_at, id);
create index on guest_complaint (tenant_id, state, id);
create index on guest_complaint (tenant_id, solve_by, id);
create index on guest_complaint (tenant_id, hidden_from);
create index on guest_complaint (tenant_id, released_to);
create index on guest_complaint (tenant_id, handler);
create index on guest_complaint (tenant_id, state, closed_on);
create index on guest_complaint (tenant_id, about_employee, received_at);
select dd_tenant_table('guest_complaint', 'select, insert, update');
