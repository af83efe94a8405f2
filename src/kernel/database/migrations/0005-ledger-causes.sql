-- Why: one cause sent for another owner was taken for a repetition and left unposted; a cause used for two reversals was called reversed before; lots came back to an account that owes.

create or replace function dd_post(p_tenant uuid, p_actor uuid, p_now timestamptz, p jsonb) returns jsonb language plpgsql as $$
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
      if old.amount <> (x->>'amount')::bigint or exists (select 1 from ledger_entry e where e.tenant_id = p_tenant and e.journal = old.id
        and e.owner <> (case e.line when 1 then x->'from'->>'owner' else x->'to'->>'owner' end)::uuid) then
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

create or replace function dd_reverse(p_tenant uuid, p_actor uuid, p_now timestamptz, p_id uuid, p_of uuid, p_because text, p_day date, p_types jsonb, p_periods boolean, p_negative boolean)
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
    if exists (select 1 from ledger_journal where tenant_id = p_tenant and reverses = j.id) then
      raise exception 'reversed before' using errcode = 'DD003', detail = jsonb_build_object('ledger', j.ledger)::text;
    end if;
    raise exception 'other content' using errcode = 'DD002', detail = jsonb_build_object('ledger', j.ledger, 'because', p_because)::text;
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
    end if;
    if (t->>'lots')::boolean then
      -- What remains in lots is what the balance has. Too much remains when a lot was spent before it is taken back, or when what
      -- was spent comes back to an account that owes: the rest comes out of the lots, nearest expiry first.
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
