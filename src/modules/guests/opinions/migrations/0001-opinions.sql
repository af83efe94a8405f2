-- Why: what customers think of operation, service and what is given back, and the improvements that follow (VIP-3.3 to VIP-3.5, G23).

create table opinion_round (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  opens_on date not null,
  closes_on date not null,
  token text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, token)
);
create index on opinion_round (tenant_id, opens_on, id);
select dd_tenant_table('opinion_round', 'select, insert, update');

create table opinion_form (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  guest_kind text not null,
  operation text not null,
  service text not null,
  feedback text not null,
  comment text,
  via text not null,
  room text,
  round uuid,
  collected_by uuid,
  answered_on date,
  analysis text,
  analysed_by uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, round) references opinion_round (tenant_id, id),
  foreign key (tenant_id, collected_by) references app_user (tenant_id, id),
  foreign key (tenant_id, analysed_by) references app_user (tenant_id, id)
);
create index on opinion_form (tenant_id, answered_on, id);
create index on opinion_form (tenant_id, state, id);
create index on opinion_form (tenant_id, round);
create index on opinion_form (tenant_id, collected_by);
create index on opinion_form (tenant_id, analysed_by);
create index on opinion_form (tenant_id, answered_on, guest_kind);
select dd_tenant_table('opinion_form', 'select, insert, update');

create table improvement (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  problem text not null,
  owner uuid not null,
  due_on date not null,
  opinion uuid,
  campaign_no text,
  solution text,
  done_on date,
  verdict text,
  verified_by uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, owner) references app_user (tenant_id, id),
  foreign key (tenant_id, opinion) references opinion_form (tenant_id, id),
  foreign key (tenant_id, verified_by) references app_user (tenant_id, id)
);
create index on improvement (tenant_id, due_on, id);
create index on improvement (tenant_id, state, id);
create index on improvement (tenant_id, owner);
create index on improvement (tenant_id, opinion);
create index on improvement (tenant_id, verified_by);
create index on improvement (tenant_id, campaign_no);
select dd_tenant_table('improvement', 'select, insert, update');
