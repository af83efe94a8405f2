-- Why: most steps change neither the title nor the words of a record; what did not change is not written again.

create or replace function dd_flush(p_tenant uuid, p jsonb) returns void language plpgsql as $$
declare s jsonb;
begin
  for s in select * from jsonb_array_elements(p->'settle') loop
    update task set done_at = (p->>'now')::timestamptz
      where tenant_id = p_tenant and register = s->>'register' and record_id = (s->>'record_id')::uuid and done_at is null;
    update timer set state = 'cancelled'
      where tenant_id = p_tenant and register = s->>'register' and record_id = (s->>'record_id')::uuid and state = 'waiting';
  end loop;
  if p ? 'history' then
    with written as (
      insert into history (tenant_id, register, record_id, number, unit_id, what, at, business_day, actor_id, actor_name, on_behalf_of, reason, before, after, form)
      select p_tenant, register, record_id, number, unit_id, what, at, business_day, actor_id, actor_name, on_behalf_of, reason, before, after, form
      from jsonb_to_recordset(p->'history') as x(register text, record_id uuid, number text, unit_id uuid, what text, at timestamptz, business_day date,
        actor_id uuid, actor_name text, on_behalf_of text, reason text, before jsonb, after jsonb, form jsonb)
      returning id)
    insert into history_unsealed select p_tenant, id from written;
  end if;
  if p ? 'tasks' then
    insert into task (tenant_id, id, register, record_id, number, title, step, roles, unit_id, show_at, due_at, escalate_to)
    select p_tenant, id, register, record_id, number, title, step, roles, unit_id, show_at, due_at, escalate_to
    from jsonb_to_recordset(p->'tasks') as x(id uuid, register text, record_id uuid, number text, title text, step text, roles text[], unit_id uuid,
      show_at timestamptz, due_at timestamptz, escalate_to text);
  end if;
  if p ? 'timers' then
    insert into timer (tenant_id, id, register, record_id, step, at)
    select p_tenant, id, register, record_id, step, at from jsonb_to_recordset(p->'timers') as x(id uuid, register text, record_id uuid, step text, at timestamptz);
  end if;
  if p ? 'events' then
    for s in select * from jsonb_array_elements(p->'events') loop
      with told as (insert into event (tenant_id, name, payload, at) values (p_tenant, s->>'name', s->'payload', (s->>'at')::timestamptz) returning id)
      insert into event_waiting (tenant_id, event_id, handler) select p_tenant, told.id, h from told, jsonb_array_elements_text(s->'handlers') as h;
    end loop;
  end if;
  if p ? 'slips' then
    insert into slip (tenant_id, id, kind, number, register, record_id, step, content, content_hash, at, actor_id)
    select p_tenant, id, kind, number, register, record_id, step, content, content_hash, at, actor_id
    from jsonb_to_recordset(p->'slips') as x(id uuid, kind text, number text, register text, record_id uuid, step text, content jsonb, content_hash text, at timestamptz, actor_id uuid);
  end if;
  if p ? 'signatures' then
    insert into signature (tenant_id, id, register, record_id, step, name, label, kind, signer_name, signer_user, witnesses, strokes, content_hash, at)
    select p_tenant, id, register, record_id, step, name, label, kind, signer_name, signer_user, witnesses, strokes, content_hash, at
    from jsonb_to_recordset(p->'signatures') as x(id uuid, register text, record_id uuid, step text, name text, label jsonb, kind text, signer_name text, signer_user uuid,
      witnesses text[], strokes text, content_hash text, at timestamptz);
  end if;
  if p ? 'words' then
    insert into search_word (tenant_id, register, record_id, unit_id, number, title, words)
    select p_tenant, register, record_id, unit_id, number, title, words
    from jsonb_to_recordset(p->'words') as x(register text, record_id uuid, unit_id uuid, number text, title text, words text[])
    on conflict (tenant_id, register, record_id) do update set unit_id = excluded.unit_id, title = excluded.title, words = excluded.words
      where (search_word.unit_id, search_word.title, search_word.words) is distinct from (excluded.unit_id, excluded.title, excluded.words);
  end if;
  if p ? 'idempotency' then
    insert into idempotency (tenant_id, key, actor_id, request_hash, response, at)
    select p_tenant, key, actor_id, decode(request_hash, 'hex'), response, (p->>'now')::timestamptz
    from jsonb_to_record(p->'idempotency') as x(key uuid, actor_id uuid, request_hash text, response jsonb);
  end if;
end $$;
