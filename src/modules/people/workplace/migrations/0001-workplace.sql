-- Why: checklists of the workplace, rounds and their results, work areas and their owners, customer prints (CC-1.2a to CC-1.12b, CC-2, CC-4.1 to CC-4.2b).

create table workplace_checklist (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  line uuid not null,
  list text not null,
  valid_from date not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, line, list, valid_from),
  foreign key (tenant_id, line) references unit (tenant_id, id)
);
create index on workplace_checklist (tenant_id, valid_from, id);
select dd_tenant_table('workplace_checklist', 'select, insert, update');

create table checklist_item (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  checklist uuid not null,
  rule text not null,
  text text not null,
  text_en text,
  subject text not null,
  offence text,
  advice boolean not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, checklist, rule),
  foreign key (tenant_id, checklist) references workplace_checklist (tenant_id, id)
);
create index on checklist_item (tenant_id, checklist);
select dd_tenant_table('checklist_item', 'select, insert, update');

create table work_area (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  line uuid not null,
  name text not null,
  owner uuid not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, line, name),
  foreign key (tenant_id, line) references unit (tenant_id, id),
  foreign key (tenant_id, owner) references employee (tenant_id, id)
);
create index on work_area (tenant_id, name, id);
create index on work_area (tenant_id, owner);
select dd_tenant_table('work_area', 'select, insert, update');

create table workplace_round (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  line uuid not null,
  list text not null,
  area uuid,
  checklist uuid,
  day date,
  faults integer,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, line) references unit (tenant_id, id),
  foreign key (tenant_id, area) references work_area (tenant_id, id),
  foreign key (tenant_id, checklist) references workplace_checklist (tenant_id, id)
);
create index on workplace_round (tenant_id, day, id);
create index on workplace_round (tenant_id, area);
create index on workplace_round (tenant_id, checklist);
create index on workplace_round (tenant_id, line, day);
select dd_tenant_table('workplace_round', 'select, insert, update');

create table round_line (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  round uuid not null,
  item uuid not null,
  outcome text not null,
  note text,
  photos uuid[],
  employee uuid,
  dress text,
  zone text,
  grade text,
  report boolean not null,
  verdict text,
  incident uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, round) references workplace_round (tenant_id, id),
  foreign key (tenant_id, item) references checklist_item (tenant_id, id),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, incident) references incident (tenant_id, id)
);
create index on round_line (tenant_id, round);
create index on round_line (tenant_id, item);
create index on round_line (tenant_id, employee);
create index on round_line (tenant_id, incident);
select dd_tenant_table('round_line', 'select, insert, update');

create table customer_print (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  line uuid not null,
  holds text not null,
  what text not null,
  pages integer not null,
  colour boolean not null,
  one_sided boolean not null,
  recycled boolean not null,
  why text,
  kept text,
  person uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, line) references unit (tenant_id, id),
  foreign key (tenant_id, person) references app_user (tenant_id, id)
);
create index on customer_print (tenant_id, person);
select dd_tenant_table('customer_print', 'select, insert, update');
