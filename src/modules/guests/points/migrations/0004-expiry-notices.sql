-- Why: members are told before their points expire, and the proof of it is kept.

create table points_expiry_notice (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  card uuid,
  expires_on date,
  points integer,
  channel text,
  proof text,
  told_at timestamp with time zone,
  told_by text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, card, expires_on),
  foreign key (tenant_id, card) references member_card (tenant_id, id)
);
create index on points_expiry_notice (tenant_id, expires_on, id);
create index on points_expiry_notice (tenant_id, card);
select dd_tenant_table('points_expiry_notice', 'select, insert, update');
