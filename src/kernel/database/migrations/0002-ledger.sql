-- Why: one append-only double-entry ledger for everything counted. Posting is one call: journals once per cause, accounts locked in one order, floors, lots, closed periods.

create table ledger_account (
  tenant_id uuid not null, ledger text not null, account text not null, owner uuid not null, balance bigint not null,
  primary key (tenant_id, ledger, account, owner)
);
select dd_tenant_table('ledger_account', 'select, insert, update');
create table ledger_journal (
  tenant_id uuid not null, id uuid not null, ledger text not null, movement text not null, because text not null, amount bigint not null check (amount > 0),
  at timestamptz not null, recorded_at timestamptz not null, business_day date not null, actor_id uuid not null, register text, record_id uuid, reverses uuid,
  primary key (tenant_id, id), unique (tenant_id, ledger, movement, because)
);
create unique index ledger_journal_reversed_once on ledger_journal (tenant_id, reverses) where reverses is not null;
create index ledger_journal_record on ledger_journal (tenant_id, register, record_id);
select dd_tenant_table('ledger_journal', 'select, insert');
create table ledger_entry (
  tenant_id uuid not null, journal uuid not null, line smallint not null, ledger text not null, account text not null, owner uuid not null,
  amount bigint not null, balance_after bigint, business_day date not null, dim_a text not null, dim_b text not null,
  primary key (tenant_id, journal, line)
);
create index ledger_entry_account on ledger_entry (tenant_id, ledger, account, owner, business_day) include (amount, dim_a, dim_b);
create index ledger_entry_day on ledger_entry (tenant_id, ledger, account, business_day) include (amount, dim_a, dim_b, owner);
select dd_tenant_table('ledger_entry', 'select, insert');
create table ledger_lot (
  tenant_id uuid not null, id uuid not null, ledger text not null, account text not null, owner uuid not null, quantity bigint not null, remaining bigint not null check (remaining >= 0),
  expires date, primary key (tenant_id, id, account)
);
create index ledger_lot_spend on ledger_lot (tenant_id, ledger, account, owner, expires, id) where remaining > 0;
select dd_tenant_table('ledger_lot', 'select, insert');
grant update (remaining) on ledger_lot to dutydesk_app;
create table ledger_lot_use (tenant_id uuid not null, journal uuid not null, lot uuid not null, account text not null, quantity bigint not null, primary key (tenant_id, journal, lot, account));
select dd_tenant_table('ledger_lot_use', 'select, insert');
create table ledger_period (tenant_id uuid not null, ledger text not null, period text not null, closed_at timestamptz not null, closed_by uuid not null, primary key (tenant_id, ledger, period));
select dd_tenant_table('ledger_period', 'select, insert');
create table ledger_sum (
  tenant_id uuid not null, ledger text not null, period text not null, account text not null, owner uuid not null, dim_a text not null, dim_b text not null,
  amount bigint not null, entries bigint not null, primary key (tenant_id, ledger, account, period, owner, dim_a, dim_b)
);
select dd_tenant_table('ledger_sum', 'select, insert');
create table ledger_hold (
  tenant_id uuid not null, id uuid not null, ledger text not null, journal uuid not null, resolved_by uuid, expires_at timestamptz,
  primary key (tenant_id, id)
);
create index ledger_hold_open on ledger_hold (tenant_id, expires_at) where resolved_by is null;
select dd_tenant_table('ledger_hold', 'select, insert');
grant update (resolved_by) on ledger_hold to dutydesk_app;

-- Refuses a day in a closed period. Posters share the lock, closing takes it alone, so no posting slips in behind the sums.
create function dd_open_period(p_tenant uuid, p_ledger text, p_day date) returns void language plpgsql as $$
declare p text := to_char(p_day, 'YYYY-MM');
begin
  perform pg_advisory_xact_lock_shared(hashtextextended(p_tenant::text || p_ledger || p, 0));
  if exists (select 1 from ledger_period where tenant_id = p_tenant and ledger = p_ledger and period = p) then
    raise exception 'period closed' using errcode = 'DD004', detail = jsonb_build_object('ledger', p_ledger, 'period', p)::text;
  end if;
end $$;

-- One side of a posting: balance with its floor, lots, entry. Returns the new balance of a stored account.
create function dd_side(p_tenant uuid, p_journal uuid, p_line smallint, p_ledger text, p_side jsonb, p_delta bigint, p_day date, p_dim_a text, p_dim_b text, p_expires date, p_lot uuid)
returns bigint language plpgsql as $$
declare
  a text := p_side->>'account'; o uuid := (p_side->>'owner')::uuid; f bigint := (p_side->>'floor')::bigint;
  b bigint; need bigint; take bigint; l record;
begin
  if (p_side->>'stored')::boolean then
    insert into ledger_account as acc values (p_tenant, p_ledger, a, o, p_delta)
      on conflict (tenant_id, ledger, account, owner) do update set balance = acc.balance + excluded.balance
      where f is null or excluded.balance > 0 or acc.balance + excluded.balance >= f
      returning acc.balance into b;
    if b is null or (f is not null and p_delta < 0 and b < f) then
      raise exception 'floor' using errcode = 'DD001', detail = jsonb_build_object('ledger', p_ledger, 'account', a, 'owner', o)::text;
    end if;
  end if;
  if (p_side->>'lots')::boolean and p_delta > 0 then
    insert into ledger_lot values (p_tenant, p_journal, p_ledger, a, o, p_delta, least(p_delta, greatest(b, 0)), p_expires);
  elsif (p_side->>'lots')::boolean then
    need := -p_delta;
    for l in select id, remaining from ledger_lot
      where tenant_id = p_tenant and ledger = p_ledger and account = a and owner = o and remaining > 0
        and (case when p_lot is null then expires is null or expires >= p_day else id = p_lot end)
      order by expires nulls last, id for update
    loop
      exit when need = 0;
      take := least(need, l.remaining);
      need := need - take;
      update ledger_lot set remaining = remaining - take where tenant_id = p_tenant and id = l.id and account = a;
      insert into ledger_lot_use values (p_tenant, p_journal, l.id, a, take);
    end loop;
    if need > 0 and not coalesce((p_side->>'deficit')::boolean, false) then
      raise exception 'lots' using errcode = 'DD001', detail = jsonb_build_object('ledger', p_ledger, 'account', a, 'owner', o)::text;
    end if;
  end if;
  insert into ledger_entry values (p_tenant, p_journal, p_line, p_ledger, a, o, p_delta, b, p_day, p_dim_a, p_dim_b);
  return b;
end $$;

-- p: array of {id, ledger, movement, because, amount, at, day, register, record, from:{account, owner, stored, floor, lots}, to:{…}, dim_a, dim_b, expires, lot, periods}
create function dd_post(p_tenant uuid, p_actor uuid, p_now timestamptz, p jsonb) returns jsonb language plpgsql as $$
declare
  x jsonb; old ledger_journal; done jsonb := '[]'; bf bigint; bt bigint; k text[];
begin
  perform set_config('dutydesk.tenant', p_tenant::text, true);
  if jsonb_array_length(p) > 1 then -- several postings: all their stored accounts are locked first, in one order
    for k in select distinct array[y.e->>'ledger', s->>'account', s->>'owner'] from jsonb_array_elements(p) as y(e),
      lateral (values (y.e->'from'), (y.e->'to')) as v(s) where (s->>'stored')::boolean order by 1
    loop
      insert into ledger_account values (p_tenant, k[1], k[2], k[3]::uuid, 0) on conflict do nothing;
      perform 1 from ledger_account where tenant_id = p_tenant and ledger = k[1] and account = k[2] and owner = k[3]::uuid for update;
    end loop;
  end if;
  for x in select * from jsonb_array_elements(p) loop
    if (x->>'periods')::boolean then perform dd_open_period(p_tenant, x->>'ledger', (x->>'day')::date); end if;
    insert into ledger_journal values (p_tenant, (x->>'id')::uuid, x->>'ledger', x->>'movement', x->>'because', (x->>'amount')::bigint, (x->>'at')::timestamptz, p_now,
      (x->>'day')::date, p_actor, x->>'register', (x->>'record')::uuid, null) on conflict (tenant_id, ledger, movement, because) do nothing;
    if not found then
      select * into old from ledger_journal where tenant_id = p_tenant and ledger = x->>'ledger' and movement = x->>'movement' and because = x->>'because';
      if old.amount <> (x->>'amount')::bigint then
        raise exception 'other content' using errcode = 'DD002', detail = jsonb_build_object('ledger', x->>'ledger', 'because', x->>'because')::text;
      end if;
      done := done || jsonb_build_object('journal', old.id, 'repeated', true, 'balances', '{}'::jsonb);
      continue;
    end if;
    bf := null; bt := null;
    if (x->'from'->>'account', x->'from'->>'owner') < (x->'to'->>'account', x->'to'->>'owner') then
      bf := dd_side(p_tenant, (x->>'id')::uuid, 1::smallint, x->>'ledger', x->'from', -(x->>'amount')::bigint, (x->>'day')::date, x->>'dim_a', x->>'dim_b', null, (x->>'lot')::uuid);
      bt := dd_side(p_tenant, (x->>'id')::uuid, 2::smallint, x->>'ledger', x->'to', (x->>'amount')::bigint, (x->>'day')::date, x->>'dim_a', x->>'dim_b', (x->>'expires')::date, null);
    else
      bt := dd_side(p_tenant, (x->>'id')::uuid, 2::smallint, x->>'ledger', x->'to', (x->>'amount')::bigint, (x->>'day')::date, x->>'dim_a', x->>'dim_b', (x->>'expires')::date, null);
      bf := dd_side(p_tenant, (x->>'id')::uuid, 1::smallint, x->>'ledger', x->'from', -(x->>'amount')::bigint, (x->>'day')::date, x->>'dim_a', x->>'dim_b', null, (x->>'lot')::uuid);
    end if;
    done := done || jsonb_build_object('journal', x->>'id', 'repeated', false, 'balances', jsonb_strip_nulls(jsonb_build_object(
      (x->'from'->>'account') || '/' || (x->'from'->>'owner'), bf, (x->'to'->>'account') || '/' || (x->'to'->>'owner'), bt)));
  end loop;
  return done;
end $$;

-- The mirror of a journal: same accounts, same lots, once. p_types: account -> {stored, floor, lots}; p_negative lifts the floors.
create function dd_reverse(p_tenant uuid, p_actor uuid, p_now timestamptz, p_id uuid, p_of uuid, p_because text, p_day date, p_types jsonb, p_periods boolean, p_negative boolean)
returns jsonb language plpgsql as $$
declare
  j ledger_journal; e ledger_entry; t jsonb; b bigint; balances jsonb := '{}'; left_over bigint;
begin
  perform set_config('dutydesk.tenant', p_tenant::text, true);
  select * into strict j from ledger_journal where tenant_id = p_tenant and id = p_of;
  if p_periods then perform dd_open_period(p_tenant, j.ledger, p_day); end if;
  if j.reverses is not null then
    raise exception 'a reversal is not reversed' using errcode = 'DD003', detail = jsonb_build_object('ledger', j.ledger)::text;
  end if;
  insert into ledger_journal values (p_tenant, p_id, j.ledger, 'reversal', p_because, j.amount, p_now, p_now, p_day, p_actor, j.register, j.record_id, j.id)
    on conflict do nothing;
  if not found then
    raise exception 'reversed before' using errcode = 'DD003', detail = jsonb_build_object('ledger', j.ledger)::text;
  end if;
  for e in select * from ledger_entry where tenant_id = p_tenant and journal = p_of order by account, owner loop
    t := p_types->e.account; b := null;
    if (t->>'stored')::boolean then
      update ledger_account set balance = balance - e.amount
        where tenant_id = p_tenant and ledger = e.ledger and account = e.account and owner = e.owner
          and (p_negative or (t->>'floor') is null or e.amount < 0 or balance - e.amount >= (t->>'floor')::bigint)
        returning balance into b;
      if b is null then
        raise exception 'floor' using errcode = 'DD001', detail = jsonb_build_object('ledger', e.ledger, 'account', e.account, 'owner', e.owner)::text;
      end if;
      balances := balances || jsonb_build_object(e.account || '/' || e.owner, b);
    end if;
    if (t->>'lots')::boolean and e.amount < 0 then
      with back as (
        update ledger_lot l set remaining = l.remaining + u.quantity from ledger_lot_use u
        where u.tenant_id = p_tenant and u.journal = p_of and u.account = e.account and l.tenant_id = p_tenant and l.id = u.lot and l.account = e.account
        returning l.id, u.quantity)
      insert into ledger_lot_use select p_tenant, p_id, back.id, e.account, -back.quantity from back;
    elsif (t->>'lots')::boolean then
      update ledger_lot set remaining = greatest(remaining - e.amount, 0) where tenant_id = p_tenant and id = p_of and account = e.account;
      -- What was already spent of this lot comes out of the others, nearest expiry first.
      select greatest(coalesce(sum(l.remaining), 0) - greatest(b, 0), 0) into left_over from ledger_lot l
        where l.tenant_id = p_tenant and l.ledger = e.ledger and l.account = e.account and l.owner = e.owner;
      while left_over > 0 loop
        update ledger_lot set remaining = remaining - least(remaining, left_over)
          where tenant_id = p_tenant and account = e.account and id =
            (select id from ledger_lot where tenant_id = p_tenant and ledger = e.ledger and account = e.account and owner = e.owner and remaining > 0 order by expires nulls last, id limit 1);
        select greatest(coalesce(sum(l.remaining), 0) - greatest(b, 0), 0) into left_over from ledger_lot l
          where l.tenant_id = p_tenant and l.ledger = e.ledger and l.account = e.account and l.owner = e.owner;
      end loop;
    end if;
    insert into ledger_entry values (p_tenant, p_id, e.line, e.ledger, e.account, e.owner, -e.amount, b, p_day, e.dim_a, e.dim_b);
  end loop;
  return jsonb_build_object('journal', p_id, 'repeated', false, 'balances', balances);
end $$;

-- Closes a month: nobody posts into it any more, and its entries are summed once.
create function dd_close_period(p_tenant uuid, p_actor uuid, p_now timestamptz, p_ledger text, p_period text) returns bigint language plpgsql as $$
declare n bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended(p_tenant::text || p_ledger || p_period, 0));
  insert into ledger_period values (p_tenant, p_ledger, p_period, p_now, p_actor) on conflict do nothing;
  if not found then
    raise exception 'closed before' using errcode = 'DD004', detail = jsonb_build_object('ledger', p_ledger, 'period', p_period)::text;
  end if;
  insert into ledger_sum
    select tenant_id, ledger, p_period, account, owner, dim_a, dim_b, sum(amount), count(*) from ledger_entry
    where tenant_id = p_tenant and ledger = p_ledger and business_day >= (p_period || '-01')::date and business_day < ((p_period || '-01')::date + interval '1 month')
    group by tenant_id, ledger, account, owner, dim_a, dim_b;
  get diagnostics n = row_count;
  return n;
end $$;
