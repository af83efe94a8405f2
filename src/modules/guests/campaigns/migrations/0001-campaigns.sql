-- Why: campaigns, their contacts by channel, the opinions they cite, and who is not to be contacted (VIP-3, P17).

create table campaign (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  kind text not null,
  policy text not null,
  channels text[] not null,
  starts_on date not null,
  ends_on date not null,
  target_cards integer,
  budget bigint,
  approved_by uuid,
  contacts integer,
  cards integer,
  rate text,
  evaluation text,
  problems_found boolean,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, approved_by) references app_user (tenant_id, id)
);
create index on campaign (tenant_id, starts_on, id);
create index on campaign (tenant_id, state, id);
create index on campaign (tenant_id, approved_by);
select dd_tenant_table('campaign', 'select, insert, update');

create table campaign_contact (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  campaign uuid not null,
  channel text not null,
  guest text,
  phone text,
  outcome text not null,
  card uuid,
  note text,
  contacted_by uuid,
  contacted_at timestamp with time zone,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, card),
  foreign key (tenant_id, campaign) references campaign (tenant_id, id),
  foreign key (tenant_id, card) references member_card (tenant_id, id),
  foreign key (tenant_id, contacted_by) references app_user (tenant_id, id)
);
create index on campaign_contact (tenant_id, contacted_at, id);
create index on campaign_contact (tenant_id, card);
create index on campaign_contact (tenant_id, campaign, channel);
create index on campaign_contact (tenant_id, contacted_by, contacted_at);
select dd_tenant_table('campaign_contact', 'select, insert, update');

create table campaign_opinion (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  campaign uuid not null,
  opinion uuid not null,
  why text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, campaign, opinion),
  foreign key (tenant_id, campaign) references campaign (tenant_id, id),
  foreign key (tenant_id, opinion) references opinion_form (tenant_id, id)
);
create index on campaign_opinion (tenant_id, campaign);
create index on campaign_opinion (tenant_id, opinion);
select dd_tenant_table('campaign_opinion', 'select, insert, update');

create table do_not_call (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  phone text not null,
  reason text not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, phone)
);
select dd_tenant_table('do_not_call', 'select, insert, update');
