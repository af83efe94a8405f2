-- Why: bills have moved below points (module bills) and learnt their session, small ticket, tenders and what may be invoiced. Their table was made by 0001 here, so what builds on it follows here: on a new database bills' own folder would come too early.

alter table bill
  add column ticket_no text,
  add column session uuid,
  add column invoiceable bigint,
  add unique (tenant_id, ticket_no),
  add foreign key (tenant_id, session) references room_session (tenant_id, id);
create index on bill (tenant_id, session);

create table bill_tender (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  bill uuid not null,
  tender text not null,
  amount bigint not null,
  principal bigint not null,
  bonus bigint not null,
  invoiceable bigint not null,
  card uuid,
  shift uuid,
  paid_on date not null,
  taken_back_at timestamp with time zone,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, bill, tender),
  foreign key (tenant_id, bill) references bill (tenant_id, id),
  foreign key (tenant_id, card) references member_card (tenant_id, id),
  foreign key (tenant_id, shift) references shift (tenant_id, id)
);
create index on bill_tender (tenant_id, card);
create index on bill_tender (tenant_id, shift);
create index on bill_tender (tenant_id, paid_on, tender);
select dd_tenant_table('bill_tender', 'select, insert, update');
