-- Why: a business day can be closed like a month: its entries were counted and signed for, and what is found later stands in a later day.

-- A month or a day of it: posters share the lock of the month, closing either takes it alone.
create or replace function dd_open_period(p_tenant uuid, p_ledger text, p_day date) returns void language plpgsql as $$
declare p text := to_char(p_day, 'YYYY-MM'); closed text;
begin
  perform pg_advisory_xact_lock_shared(hashtextextended(p_tenant::text || p_ledger || p, 0));
  select period into closed from ledger_period where tenant_id = p_tenant and ledger = p_ledger and period in (p, to_char(p_day, 'YYYY-MM-DD')) order by period limit 1;
  if found then
    raise exception 'period closed' using errcode = 'DD004', detail = jsonb_build_object('ledger', p_ledger, 'period', closed)::text;
  end if;
end $$;

create function dd_close_day(p_tenant uuid, p_actor uuid, p_now timestamptz, p_ledger text, p_day date) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(p_tenant::text || p_ledger || to_char(p_day, 'YYYY-MM'), 0));
  insert into ledger_period values (p_tenant, p_ledger, to_char(p_day, 'YYYY-MM-DD'), p_now, p_actor) on conflict do nothing;
  if not found then
    raise exception 'closed before' using errcode = 'DD004', detail = jsonb_build_object('ledger', p_ledger, 'period', p_day)::text;
  end if;
end $$;
