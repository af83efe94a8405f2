-- Why: orders name registered customers, sites and equipment, carry their deadlines, holds and outcome (SM-21, AC-35, CG-49), and suggestions need skills and places.

alter table service_region add column latitude numeric, add column longitude numeric;

-- Orders written before customers were a register: their customer becomes a record under the same name.
insert into customer (tenant_id, id, number, state, unit_id, version, created_at, created_by, name, kind, branch)
select o.tenant_id, gen_random_uuid(), 'KH-OLD-' || row_number() over (partition by o.tenant_id order by o.customer), 'served', min(o.unit_id::text)::uuid, 1, now(), min(o.created_by::text)::uuid,
  o.customer, 'other', min(o.unit_id::text)::uuid
from service_order o group by o.tenant_id, o.customer;

alter table service_order rename column customer to customer_text;
alter table service_order
  add column customer uuid, add column site uuid, add column equipment uuid, add column priority text not null default 'normal', add column photos uuid[],
  add column planned_from timestamptz, add column planned_to timestamptz, add column received_at timestamptz, add column issued_on date,
  add column respond_by timestamptz, add column response_met boolean, add column repair_met boolean, add column responded_at timestamptz, add column repair_by timestamptz, add column finished_at timestamptz,
  add column hold_reason text, add column held_at timestamptz, add column held_from text, add column safety_on date,
  add column outcome text, add column remainder text, add column resolved_on date, add column highlight boolean, add column certified_by text,
  add column receipt_state text, add column report_state text, add column parts_state text;
update service_order o set customer = c.id, received_at = o.created_at, issued_on = o.created_at::date,
  outcome = case when o.done_on is null then null else 'resolved' end, resolved_on = o.done_on,
  state = case when o.state = 'done' then 'returned' when o.state = 'issued' and o.technician is not null then 'assigned' else o.state end
from customer c where c.tenant_id = o.tenant_id and c.name = o.customer_text;
alter table service_order alter column customer set not null, alter column priority drop default, drop column customer_text;

alter table service_order add foreign key (tenant_id, customer) references customer (tenant_id, id);
alter table service_order add foreign key (tenant_id, site) references site (tenant_id, id);
alter table service_order add foreign key (tenant_id, equipment) references equipment (tenant_id, id);
create index on service_order (tenant_id, repair_by, id);
create index on service_order (tenant_id, planned_from, id);
create index on service_order (tenant_id, site);
create index on service_order (tenant_id, equipment);
create index on service_order (tenant_id, issued_on);
create index on service_order (tenant_id, state, repair_by);
create index on service_order (tenant_id, technician, planned_from);
create index on service_order (tenant_id, customer, done_on);

create table service_order_hold (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  service_order uuid not null,
  reason text not null,
  note text,
  stops text[],
  held_at timestamp with time zone not null,
  resumed_at timestamp with time zone,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, service_order) references service_order (tenant_id, id)
);
create index on service_order_hold (tenant_id, held_at, id);
create index on service_order_hold (tenant_id, service_order, held_at);
select dd_tenant_table('service_order_hold', 'select, insert, update');

create table technician_skill (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  employee uuid not null,
  service_type uuid not null,
  level text not null,
  valid_until date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, employee, service_type),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, service_type) references service_type (tenant_id, id)
);
create index on technician_skill (tenant_id, employee);
create index on technician_skill (tenant_id, service_type);
select dd_tenant_table('technician_skill', 'select, insert, update');
