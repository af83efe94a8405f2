-- Why: deposits, refunds and tiers of cards, and the rules they follow.

create table card_refund (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  card uuid not null,
  reason text not null,
  note text,
  account uuid,
  requested_on date,
  principal bigint,
  bonus bigint,
  due_on date,
  approved_by uuid,
  finance_by uuid,
  pay_by text,
  payment_ref text,
  paid_at timestamp with time zone,
  paid_on date,
  closed_for text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, card) references member_card (tenant_id, id),
  foreign key (tenant_id, account) references member_card (tenant_id, id),
  foreign key (tenant_id, approved_by) references app_user (tenant_id, id),
  foreign key (tenant_id, finance_by) references app_user (tenant_id, id)
);
create index on card_refund (tenant_id, due_on, id);
create index on card_refund (tenant_id, card);
create index on card_refund (tenant_id, account);
create index on card_refund (tenant_id, approved_by);
create index on card_refund (tenant_id, finance_by);
select dd_tenant_table('card_refund', 'select, insert, update');

create table card_deposit (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  card uuid not null,
  amount bigint not null,
  tender text not null,
  payer text not null,
  received bigint,
  payment_ref text,
  change_due bigint,
  bonus bigint,
  source text,
  account uuid,
  shift uuid,
  posted_at timestamp with time zone,
  posted_on date,
  principal_after bigint,
  bonus_after bigint,
  refunded_by uuid,
  reason text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, card) references member_card (tenant_id, id),
  foreign key (tenant_id, account) references member_card (tenant_id, id),
  foreign key (tenant_id, shift) references shift (tenant_id, id),
  foreign key (tenant_id, refunded_by) references card_refund (tenant_id, id)
);
create index on card_deposit (tenant_id, posted_at, id);
create index on card_deposit (tenant_id, card);
create index on card_deposit (tenant_id, shift);
create index on card_deposit (tenant_id, refunded_by);
create index on card_deposit (tenant_id, account, posted_on);
select dd_tenant_table('card_deposit', 'select, insert, update');

create table card_tier (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  card uuid not null,
  tier text not null,
  since timestamp with time zone not null,
  until timestamp with time zone,
  metric text not null,
  figure integer not null,
  threshold integer not null,
  because text not null,
  because_en text not null,
  ended_because text,
  explained_by uuid,
  explained_at timestamp with time zone,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, card) references member_card (tenant_id, id),
  foreign key (tenant_id, explained_by) references app_user (tenant_id, id)
);
create index on card_tier (tenant_id, since, id);
create index on card_tier (tenant_id, card);
create index on card_tier (tenant_id, explained_by);
select dd_tenant_table('card_tier', 'select, insert, update');

create table tier_rule (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  tier text not null,
  metric text not null,
  amount bigint,
  points integer,
  window_days integer not null,
  starts_on date not null,
  ends_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index on tier_rule (tenant_id, starts_on, id);
select dd_tenant_table('tier_rule', 'select, insert, update');

create table bonus_rule (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  min_amount bigint not null,
  bonus bigint not null,
  starts_on date not null,
  ends_on date not null,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index on bonus_rule (tenant_id, starts_on, id);
select dd_tenant_table('bonus_rule', 'select, insert, update');
