-- Why: rules of benefits with their editions, and every decision by them; a card uses a benefit once in a period.

create table benefit_rule (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  code text not null,
  edition integer not null,
  name text not null,
  starts_on date not null,
  ends_on date,
  weekdays text[] not null,
  enter_from text not null,
  enter_to text not null,
  room_kinds text[] not null,
  products text[] not null,
  tiers text[],
  minutes integer not null,
  every text not null,
  on_holidays boolean not null,
  stacks boolean not null,
  substitute boolean not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, code, edition)
);
create index on benefit_rule (tenant_id, starts_on, id);
select dd_tenant_table('benefit_rule', 'select, insert, update');

create table benefit_use (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  session uuid not null,
  card uuid not null,
  rule uuid not null,
  free_from timestamp with time zone,
  free_until timestamp with time zone,
  refused_for text,
  says text,
  says_en text,
  why text,
  why_en text,
  business_day date,
  account uuid,
  code text,
  period text,
  substituted_for text,
  stopped_for text,
  bill uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, code, account, period),
  foreign key (tenant_id, session) references room_session (tenant_id, id),
  foreign key (tenant_id, card) references member_card (tenant_id, id),
  foreign key (tenant_id, rule) references benefit_rule (tenant_id, id),
  foreign key (tenant_id, account) references member_card (tenant_id, id),
  foreign key (tenant_id, bill) references bill (tenant_id, id)
);
create index on benefit_use (tenant_id, business_day, id);
create index on benefit_use (tenant_id, session);
create index on benefit_use (tenant_id, card);
create index on benefit_use (tenant_id, rule);
create index on benefit_use (tenant_id, account);
create index on benefit_use (tenant_id, bill);
create index on benefit_use (tenant_id, business_day, code);
select dd_tenant_table('benefit_use', 'select, insert, update');
