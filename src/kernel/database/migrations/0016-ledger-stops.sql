-- Why: a ledger whose invariants are broken is stopped: nothing is posted or reversed in it, by whatever way, until it is let go on.

create table ledger_stop (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  ledger text not null,
  ledger_label text not null,
  problem text not null,
  found_at timestamptz not null,
  reason text,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create unique index ledger_stop_now on ledger_stop (tenant_id, ledger) where state = 'stopped';
select dd_tenant_table('ledger_stop', 'select, insert, update');

-- Refuses when one of the ledgers is stopped.
create function dd_ledgers_run(p_tenant uuid, p_ledgers text[]) returns void language plpgsql as $$
declare l text;
begin
  select ledger into l from ledger_stop where tenant_id = p_tenant and ledger = any(p_ledgers) and state = 'stopped' limit 1;
  if found then raise exception 'ledger stopped' using errcode = 'DD006', detail = jsonb_build_object('ledger', l)::text; end if;
end $$;

-- What posts and reverses goes on under other names; the old names ask first.
alter function dd_post(uuid, uuid, timestamptz, jsonb) rename to dd_post_running;
create function dd_post(p_tenant uuid, p_actor uuid, p_now timestamptz, p jsonb) returns jsonb language plpgsql as $$
begin
  perform set_config('dutydesk.tenant', p_tenant::text, true);
  perform dd_ledgers_run(p_tenant, array(select x->>'ledger' from jsonb_array_elements(p) x));
  return dd_post_running(p_tenant, p_actor, p_now, p);
end $$;
alter function dd_reverse(uuid, uuid, timestamptz, uuid, uuid, text, date, jsonb, boolean, boolean) rename to dd_reverse_running;
create function dd_reverse(p_tenant uuid, p_actor uuid, p_now timestamptz, p_id uuid, p_of uuid, p_because text, p_day date, p_types jsonb, p_periods boolean, p_negative boolean) returns jsonb language plpgsql as $$
begin
  perform set_config('dutydesk.tenant', p_tenant::text, true);
  perform dd_ledgers_run(p_tenant, array(select ledger from ledger_journal where tenant_id = p_tenant and id = p_of));
  return dd_reverse_running(p_tenant, p_actor, p_now, p_id, p_of, p_because, p_day, p_types, p_periods, p_negative);
end $$;
