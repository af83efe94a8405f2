-- Why: bills, points slips, gifts with their receipts, redemption programmes and redemptions.

create table bill (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  bill_no text not null,
  kind text not null,
  total bigint not null,
  bonus bigint,
  room text,
  paid_at timestamp with time zone,
  cancelled_for text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, bill_no)
);
create index on bill (tenant_id, paid_at, id);
select dd_tenant_table('bill', 'select, insert, update');

create table gift (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  sku text not null,
  name text not null,
  worth bigint,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, sku)
);
create index on gift (tenant_id, sku, id);
select dd_tenant_table('gift', 'select, insert, update');

create table redemption_programme (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  starts_on date not null,
  ends_on date not null,
  terms text,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index on redemption_programme (tenant_id, starts_on, id);
select dd_tenant_table('redemption_programme', 'select, insert, update');

create table redemption_item (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  programme uuid not null,
  gift uuid not null,
  points integer not null,
  offered boolean not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, programme, gift),
  foreign key (tenant_id, programme) references redemption_programme (tenant_id, id),
  foreign key (tenant_id, gift) references gift (tenant_id, id)
);
create index on redemption_item (tenant_id, programme);
create index on redemption_item (tenant_id, gift);
select dd_tenant_table('redemption_item', 'select, insert, update');

create table points_slip (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  slip_no text not null,
  card uuid not null,
  bill uuid not null,
  issued_on date not null,
  points integer,
  posted_at timestamp with time zone,
  posted_on date,
  posted_by text,
  expires_on date,
  sign_by timestamp with time zone,
  reason text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, slip_no),
  foreign key (tenant_id, card) references member_card (tenant_id, id),
  foreign key (tenant_id, bill) references bill (tenant_id, id)
);
create index on points_slip (tenant_id, posted_at, id);
create index on points_slip (tenant_id, card);
create index on points_slip (tenant_id, bill);
create index on points_slip (tenant_id, posted_on);
select dd_tenant_table('points_slip', 'select, insert, update');

create table redemption (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  card uuid not null,
  item uuid not null,
  quantity integer not null,
  points integer,
  gift uuid,
  executed_at timestamp with time zone,
  executed_on date,
  executed_by text,
  sign_by timestamp with time zone,
  reason text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, card) references member_card (tenant_id, id),
  foreign key (tenant_id, item) references redemption_item (tenant_id, id),
  foreign key (tenant_id, gift) references gift (tenant_id, id)
);
create index on redemption (tenant_id, executed_at, id);
create index on redemption (tenant_id, card);
create index on redemption (tenant_id, item);
create index on redemption (tenant_id, gift);
create index on redemption (tenant_id, executed_on);
select dd_tenant_table('redemption', 'select, insert, update');

create table gift_receipt (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  gift uuid not null,
  quantity integer not null,
  supplier text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, gift) references gift (tenant_id, id)
);
create index on gift_receipt (tenant_id, gift);
select dd_tenant_table('gift_receipt', 'select, insert, update');
