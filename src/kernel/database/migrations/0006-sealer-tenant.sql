-- Why: sealing that ran beside the removal of an organisation left links of an organisation that was gone; it now holds the organisation's row, which removal takes first.

create or replace function dd_seal(p_tenant uuid, p_day date, p_most integer) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  head audit_head; waiting bigint; h history; sealed bigint[] := '{}';
begin
  perform set_config('dutydesk.tenant', p_tenant::text, true);
  perform 1 from tenant where id = p_tenant for key share;
  if not found then return 0; end if;
  insert into audit_head values (p_tenant, p_day, 0, sha256(convert_to(p_tenant::text, 'UTF8'))) on conflict do nothing;
  select * into head from audit_head where tenant_id = p_tenant for update;
  for waiting in select u.history_id from history_unsealed u where u.tenant_id = p_tenant order by u.history_id limit p_most loop
    select * into h from history where tenant_id = p_tenant and id = waiting;
    if p_day > head.business_day then head.business_day := p_day; head.seq := 0; end if;
    head.seq := head.seq + 1;
    head.hash := sha256(head.hash || convert_to(dd_history_text(h), 'UTF8'));
    insert into audit_link values (p_tenant, head.business_day, head.seq, waiting, head.hash);
    sealed := sealed || waiting;
  end loop;
  if cardinality(sealed) > 0 then
    delete from history_unsealed where tenant_id = p_tenant and history_id = any(sealed);
    update audit_head set business_day = head.business_day, seq = head.seq, hash = head.hash where tenant_id = p_tenant;
  end if;
  return cardinality(sealed);
end $$;
