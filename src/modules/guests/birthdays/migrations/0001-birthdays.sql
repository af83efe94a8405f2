-- Why: birthdays of a month, each member's visit, gifts drawn for it, entertainment, and the reconciliation of gifts.

create table birthday_month (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  month text not null,
  first_day date,
  reviewed_at timestamp with time zone,
  reviewed_by text,
  reported_members integer,
  reported_coming integer,
  reported_at timestamp with time zone,
  archived_on date,
  archived_by text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, unit_id, first_day)
);
create index on birthday_month (tenant_id, first_day, id);
select dd_tenant_table('birthday_month', 'select, insert, update');

create table gift_draw (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  for_day date not null,
  gift uuid not null,
  pieces integer,
  drawer uuid,
  issued_at timestamp with time zone,
  issued_by text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, gift) references gift (tenant_id, id),
  foreign key (tenant_id, drawer) references app_user (tenant_id, id)
);
create index on gift_draw (tenant_id, for_day, id);
create index on gift_draw (tenant_id, gift);
create index on gift_draw (tenant_id, drawer);
select dd_tenant_table('gift_draw', 'select, insert, update');

create table birthday_visit (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  member uuid not null,
  member_name text,
  surname text,
  card uuid,
  month uuid,
  year integer,
  day date,
  kept_as text,
  visit_on date,
  addition boolean,
  contact_result text,
  contact_note text,
  contacted_at timestamp with time zone,
  contacted_by text,
  address text,
  greeted_at timestamp with time zone,
  gift uuid,
  draw uuid,
  hand uuid,
  drawn_on date,
  notified_at timestamp with time zone,
  reservation_no text,
  room text,
  slot_start timestamp with time zone,
  remind_at timestamp with time zone,
  track_note text,
  arrived_at timestamp with time zone,
  id_seen boolean,
  id_result text,
  id_checked_at timestamp with time zone,
  id_checked_by text,
  approved_for text,
  approved_by text,
  seated_at timestamp with time zone,
  switched_on_at timestamp with time zone,
  given_at timestamp with time zone,
  given_by text,
  closed_for text,
  return_due timestamp with time zone,
  returned_on date,
  lost_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, member, year),
  foreign key (tenant_id, member) references member (tenant_id, id),
  foreign key (tenant_id, card) references member_card (tenant_id, id),
  foreign key (tenant_id, month) references birthday_month (tenant_id, id),
  foreign key (tenant_id, gift) references gift (tenant_id, id),
  foreign key (tenant_id, draw) references gift_draw (tenant_id, id),
  foreign key (tenant_id, hand) references gift_hand (tenant_id, id)
);
create index on birthday_visit (tenant_id, visit_on, id);
create index on birthday_visit (tenant_id, member);
create index on birthday_visit (tenant_id, card);
create index on birthday_visit (tenant_id, gift);
create index on birthday_visit (tenant_id, draw);
create index on birthday_visit (tenant_id, hand);
create index on birthday_visit (tenant_id, month, state);
select dd_tenant_table('birthday_visit', 'select, insert, update');

create table birthday_task (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  visit uuid not null,
  kind text not null,
  surname text not null,
  room text,
  done_at timestamp with time zone,
  done_by text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, visit, kind),
  foreign key (tenant_id, visit) references birthday_visit (tenant_id, id)
);
create index on birthday_task (tenant_id, visit);
select dd_tenant_table('birthday_task', 'select, insert, update');

create table gift_count (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  cut_on date not null,
  period_from date,
  drawn integer,
  delivered integer,
  returned integer,
  lost integer,
  open integer,
  expected_store integer,
  expected_hand integer,
  difference integer,
  posted boolean,
  explanation text,
  locked_at timestamp with time zone,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, unit_id, cut_on)
);
create index on gift_count (tenant_id, cut_on, id);
select dd_tenant_table('gift_count', 'select, insert, update');

create table gift_count_line (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  count uuid,
  place text,
  gift uuid,
  hand uuid,
  expected integer,
  counted integer,
  note text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, count) references gift_count (tenant_id, id),
  foreign key (tenant_id, gift) references gift (tenant_id, id),
  foreign key (tenant_id, hand) references gift_hand (tenant_id, id)
);
create index on gift_count_line (tenant_id, count);
create index on gift_count_line (tenant_id, gift);
create index on gift_count_line (tenant_id, hand);
select dd_tenant_table('gift_count_line', 'select, insert, update');
