-- Why: invoices are kept by number: batches, who holds which range, numbers drawn and invoices issued (P10, I5).

create table invoice_type (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  model text not null,
  monthly_quota bigint,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, name)
);
create index on invoice_type (tenant_id, name, id);
select dd_tenant_table('invoice_type', 'select, insert, update');

create table invoice_batch (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  type uuid not null,
  batch_code text not null,
  face bigint,
  first_no bigint not null,
  last_no bigint not null,
  pieces integer,
  received_on date,
  supplier text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, type) references invoice_type (tenant_id, id)
);
create index on invoice_batch (tenant_id, received_on, id);
create index on invoice_batch (tenant_id, type);
create index on invoice_batch (tenant_id, batch_code, first_no);
select dd_tenant_table('invoice_batch', 'select, insert, update');

create table invoice (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  ticket_no text not null,
  room_slip_no text not null,
  requested_by text,
  buyer text,
  buyer_tax_no text,
  bill uuid,
  session uuid,
  room text,
  amount bigint,
  type uuid,
  model text,
  issued_amount bigint,
  uncovered bigint,
  consent boolean,
  sheets text,
  numbers text,
  pieces integer,
  shift uuid,
  issued_at timestamp with time zone,
  issued_on date,
  issued_by text,
  red_no text,
  why text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, bill) references bill (tenant_id, id),
  foreign key (tenant_id, session) references room_session (tenant_id, id),
  foreign key (tenant_id, type) references invoice_type (tenant_id, id),
  foreign key (tenant_id, shift) references shift (tenant_id, id)
);
create index on invoice (tenant_id, issued_at, id);
create index on invoice (tenant_id, bill);
create index on invoice (tenant_id, session);
create index on invoice (tenant_id, type);
create index on invoice (tenant_id, shift, state);
create index on invoice (tenant_id, issued_on);
select dd_tenant_table('invoice', 'select, insert, update');

create table invoice_draw (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  shift uuid not null,
  batch uuid not null,
  first_no bigint not null,
  last_no bigint not null,
  drawn_at timestamp with time zone,
  returned text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, shift) references shift (tenant_id, id),
  foreign key (tenant_id, batch) references invoice_batch (tenant_id, id)
);
create index on invoice_draw (tenant_id, drawn_at, id);
create index on invoice_draw (tenant_id, shift);
create index on invoice_draw (tenant_id, batch);
select dd_tenant_table('invoice_draw', 'select, insert, update');

create table invoice_range (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  batch uuid not null,
  first_no bigint not null,
  last_no bigint not null,
  pieces integer not null,
  holder text not null,
  shift uuid,
  invoice uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, batch) references invoice_batch (tenant_id, id),
  foreign key (tenant_id, shift) references shift (tenant_id, id),
  foreign key (tenant_id, invoice) references invoice (tenant_id, id)
);
create index on invoice_range (tenant_id, first_no, id);
create index on invoice_range (tenant_id, invoice);
create index on invoice_range (tenant_id, batch, first_no);
create index on invoice_range (tenant_id, shift, holder);
create index on invoice_range (tenant_id, holder);
select dd_tenant_table('invoice_range', 'select, insert, update');

-- One ticket, one live invoice, whoever writes.
create unique index invoice_once on invoice (tenant_id, ticket_no) where state not in ('voided', 'red', 'cancelled');

-- Every number lies in one range: writers of a batch take turns, and an overlap is refused. An exclusion constraint would say the same,
-- but needs an extension for the id of the batch.
create function dd_invoice_range_apart() returns trigger language plpgsql as $$
begin
  perform 1 from invoice_batch where tenant_id = new.tenant_id and id = new.batch for update;
  if new.last_no < new.first_no then
    raise exception 'a range from % to %', new.first_no, new.last_no using errcode = 'check_violation';
  end if;
  if exists (select 1 from invoice_range r where r.tenant_id = new.tenant_id and r.batch = new.batch and r.id <> new.id and r.first_no <= new.last_no and r.last_no >= new.first_no) then
    raise exception 'numbers % to % are in another range of this batch', new.first_no, new.last_no using errcode = 'exclusion_violation';
  end if;
  return new;
end $$;
create trigger invoice_range_apart before insert or update of batch, first_no, last_no on invoice_range for each row execute function dd_invoice_range_apart();
