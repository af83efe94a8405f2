-- Why: many records opened at once draw their numbers in one call; the last of them comes back. Replaces dd_number_now.

drop function dd_number_now;
create function dd_numbers_now(p_tenant uuid, p_series text, p_n integer) returns bigint language plpgsql as $$
declare n bigint;
begin
  perform set_config('dutydesk.tenant', p_tenant::text, true), set_config('synchronous_commit', 'off', true);
  insert into counter values (p_tenant, p_series, p_n) on conflict (tenant_id, series) do update set last = counter.last + p_n returning last into n;
  return n;
end $$;
