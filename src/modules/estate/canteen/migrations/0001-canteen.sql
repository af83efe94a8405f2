-- Why: food checked in, meals with what was taken and the samples kept, hygiene checks and opinions (LOG-5).

create table canteen_purchase (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  item uuid not null,
  supplier text not null,
  quantity integer not null,
  unit_cost bigint not null,
  meat boolean not null,
  chilled boolean not null,
  celsius integer,
  best_before date,
  papers text[],
  looks_good boolean not null,
  photos uuid[],
  checked_on date,
  refused_for text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, item) references consumable (tenant_id, id)
);
create index on canteen_purchase (tenant_id, checked_on, id);
create index on canteen_purchase (tenant_id, item);
create index on canteen_purchase (tenant_id, best_before);
select dd_tenant_table('canteen_purchase', 'select, insert, update');

create table canteen_meal (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  day date not null,
  kind text not null,
  menu text not null,
  planned integer not null,
  diners integer,
  food_cost bigint,
  other_cost bigint,
  per_head bigint,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, day, kind, unit_id)
);
create index on canteen_meal (tenant_id, day, id);
select dd_tenant_table('canteen_meal', 'select, insert, update');

create table canteen_draw (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  meal uuid not null,
  item uuid not null,
  quantity integer not null,
  cost bigint,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, meal) references canteen_meal (tenant_id, id),
  foreign key (tenant_id, item) references consumable (tenant_id, id)
);
create index on canteen_draw (tenant_id, meal);
create index on canteen_draw (tenant_id, item);
select dd_tenant_table('canteen_draw', 'select, insert, update');

create table food_sample (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  meal uuid not null,
  dish text not null,
  grams integer not null,
  place text not null,
  taken_at timestamp with time zone,
  keep_until timestamp with time zone,
  kept_by uuid,
  thrown_at timestamp with time zone,
  held_for text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, meal, dish),
  foreign key (tenant_id, meal) references canteen_meal (tenant_id, id),
  foreign key (tenant_id, kept_by) references app_user (tenant_id, id)
);
create index on food_sample (tenant_id, keep_until, id);
create index on food_sample (tenant_id, meal);
create index on food_sample (tenant_id, kept_by);
select dd_tenant_table('food_sample', 'select, insert, update');

create table canteen_check (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  day date,
  looked_at text[] not null,
  all_well boolean not null,
  problem text,
  photos uuid[],
  corrected text,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index on canteen_check (tenant_id, day, id);
select dd_tenant_table('canteen_check', 'select, insert, update');

create table canteen_opinion (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  meal uuid,
  taste text not null,
  service text not null,
  clean text not null,
  comment text,
  given_on date,
  person uuid,
  answer text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, meal) references canteen_meal (tenant_id, id),
  foreign key (tenant_id, person) references app_user (tenant_id, id)
);
create index on canteen_opinion (tenant_id, meal);
create index on canteen_opinion (tenant_id, person);
select dd_tenant_table('canteen_opinion', 'select, insert, update');
