-- Why: lost cards are re-issued against a fee, with a slip.

create table card_reissue (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  card uuid not null,
  new_no text not null,
  id_seen boolean not null,
  tender text not null,
  fee bigint,
  shift uuid,
  new_card uuid,
  old_no text,
  done_at timestamp with time zone,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, card) references member_card (tenant_id, id),
  foreign key (tenant_id, shift) references shift (tenant_id, id),
  foreign key (tenant_id, new_card) references member_card (tenant_id, id)
);
create index on card_reissue (tenant_id, card);
create index on card_reissue (tenant_id, shift);
create index on card_reissue (tenant_id, new_card);
select dd_tenant_table('card_reissue', 'select, insert, update');
