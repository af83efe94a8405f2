-- Why: the hotline log with number and time first, member groups and what was answered there (VIP-5.3, VIP-5.12, VIP-7.1 to VIP-7.4).

create table hotline_call (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  phone text not null,
  rings integer,
  began_at timestamp with time zone,
  answered_by uuid,
  kind text,
  caller text,
  content text,
  important boolean,
  price_item uuid,
  reserved_for timestamp with time zone,
  party integer,
  room_size text,
  complaint uuid,
  hidden_from uuid,
  ended_at timestamp with time zone,
  called_back_at timestamp with time zone,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, answered_by) references app_user (tenant_id, id),
  foreign key (tenant_id, price_item) references price_item (tenant_id, id),
  foreign key (tenant_id, complaint) references guest_complaint (tenant_id, id),
  foreign key (tenant_id, hidden_from) references app_user (tenant_id, id)
);
create index on hotline_call (tenant_id, began_at, id);
create index on hotline_call (tenant_id, state, id);
create index on hotline_call (tenant_id, reserved_for, id);
create index on hotline_call (tenant_id, answered_by);
create index on hotline_call (tenant_id, price_item);
create index on hotline_call (tenant_id, complaint);
create index on hotline_call (tenant_id, hidden_from);
create index on hotline_call (tenant_id, kind, began_at);
select dd_tenant_table('hotline_call', 'select, insert, update');

create table member_group (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  platform text not null,
  group_no text not null,
  name text not null,
  keeper uuid not null,
  people integer,
  rules text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, platform, group_no),
  foreign key (tenant_id, keeper) references app_user (tenant_id, id)
);
create index on member_group (tenant_id, platform, id);
create index on member_group (tenant_id, keeper);
select dd_tenant_table('member_group', 'select, insert, update');

create table group_answer (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  member_group uuid not null,
  asked_at timestamp with time zone not null,
  asker text not null,
  subject text not null,
  question text not null,
  answer text not null,
  answered_by uuid,
  answered_at timestamp with time zone,
  minutes integer,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, member_group) references member_group (tenant_id, id),
  foreign key (tenant_id, answered_by) references app_user (tenant_id, id)
);
create index on group_answer (tenant_id, asked_at, id);
create index on group_answer (tenant_id, member_group);
create index on group_answer (tenant_id, answered_by);
select dd_tenant_table('group_answer', 'select, insert, update');
