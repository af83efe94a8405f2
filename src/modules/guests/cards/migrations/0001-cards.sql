-- Why: card products and cards with their states.

create table card_product (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  kind text not null,
  price bigint,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, name)
);
create index on card_product (tenant_id, name, id);
select dd_tenant_table('card_product', 'select, insert, update');

create table member_card (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  member uuid not null,
  product uuid not null,
  card_no text,
  activated_at timestamp with time zone,
  replaces uuid,
  account uuid,
  suspended_for text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, card_no),
  foreign key (tenant_id, member) references member (tenant_id, id),
  foreign key (tenant_id, product) references card_product (tenant_id, id),
  foreign key (tenant_id, replaces) references member_card (tenant_id, id),
  foreign key (tenant_id, account) references member_card (tenant_id, id)
);
create index on member_card (tenant_id, card_no, id);
create index on member_card (tenant_id, member);
create index on member_card (tenant_id, product);
create index on member_card (tenant_id, replaces);
create index on member_card (tenant_id, account);
select dd_tenant_table('member_card', 'select, insert, update');
