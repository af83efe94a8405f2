-- Why: card applications and the texts that guests consent to, sign and hear.

create table club_text (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  kind text not null,
  title text not null,
  body text not null,
  body_en text,
  edition integer,
  text_hash text,
  published_on date,
  knowingly text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, kind, edition)
);
create index on club_text (tenant_id, kind, id);
select dd_tenant_table('club_text', 'select, insert, update');

create table card_application (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  product uuid not null,
  channel text not null,
  explained_by uuid,
  explained_at timestamp with time zone,
  consent_text uuid,
  consent_at timestamp with time zone,
  form_kind text,
  form_at timestamp with time zone,
  form_witness uuid,
  form_scan uuid[],
  guest_name text,
  phone text,
  born_on date,
  greet boolean,
  birthday_kind text,
  student_proof text,
  proof_until date,
  charter uuid,
  charter_hash text,
  charter_signed_at timestamp with time zone,
  amount bigint,
  tender text,
  received bigint,
  change_due bigint,
  payment_ref text,
  paid_at timestamp with time zone,
  paid_on date,
  shift uuid,
  member uuid,
  entered_by uuid,
  card uuid,
  id_returned boolean,
  change_given boolean,
  activated_by uuid,
  activated_at timestamp with time zone,
  declined_for text,
  closed_for text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, product) references card_product (tenant_id, id),
  foreign key (tenant_id, explained_by) references app_user (tenant_id, id),
  foreign key (tenant_id, consent_text) references club_text (tenant_id, id),
  foreign key (tenant_id, form_witness) references app_user (tenant_id, id),
  foreign key (tenant_id, charter) references club_text (tenant_id, id),
  foreign key (tenant_id, shift) references shift (tenant_id, id),
  foreign key (tenant_id, member) references member (tenant_id, id),
  foreign key (tenant_id, entered_by) references app_user (tenant_id, id),
  foreign key (tenant_id, card) references member_card (tenant_id, id),
  foreign key (tenant_id, activated_by) references app_user (tenant_id, id)
);
create index on card_application (tenant_id, created_at, id);
create index on card_application (tenant_id, paid_at, id);
create index on card_application (tenant_id, product);
create index on card_application (tenant_id, explained_by);
create index on card_application (tenant_id, consent_text);
create index on card_application (tenant_id, form_witness);
create index on card_application (tenant_id, charter);
create index on card_application (tenant_id, shift);
create index on card_application (tenant_id, member);
create index on card_application (tenant_id, entered_by);
create index on card_application (tenant_id, card);
create index on card_application (tenant_id, activated_by);
create index on card_application (tenant_id, paid_on);
select dd_tenant_table('card_application', 'select, insert, update');
