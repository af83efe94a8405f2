-- Why: work that was open while an organisation was taken away (a timer, an event, a request) wrote its history afterwards, and rows of
-- nobody stayed. Every write now holds the organisation for as long as it lasts; taking it away waits for them, and who comes later is refused.

create function dd_enter(p_tenant uuid) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended(p_tenant::text, 11));
  -- A statement of its own: it sees what was committed while the lock was waited for.
  if not exists (select 1 from tenant where id = p_tenant) then
    raise exception 'organisation gone' using errcode = 'DD005', detail = '{}';
  end if;
end $$;
