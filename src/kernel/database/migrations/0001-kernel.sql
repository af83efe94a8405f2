-- Why: the kernel's own tables: organisations, history with its audit chain, tasks, timers, events, slips, signatures, settings, sessions.
-- Every tenant table has tenant_id first in its keys and indexes, forced row-level security, and no grant that its promise forbids.

create function dd_tenant_table(tbl regclass, grants text) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tbl);
  execute format('alter table %s force row level security', tbl);
  execute format('create policy tenant on %s using (tenant_id = nullif(current_setting(''dutydesk.tenant'', true), '''')::uuid)', tbl);
  execute format('grant %s on %s to dutydesk_app', grants, tbl);
end $$;

create table tenant (
  id uuid primary key, code text not null unique, name text not null, zone text not null, demo boolean not null, created_at timestamptz not null
);
grant select on tenant to dutydesk_app;

create table history (
  tenant_id uuid not null, id bigint generated always as identity,
  register text not null, record_id uuid not null, number text not null, unit_id uuid,
  what text not null, at timestamptz not null, business_day date not null,
  actor_id uuid not null, actor_name text not null, on_behalf_of text, reason text,
  before jsonb, after jsonb, form jsonb,
  primary key (tenant_id, id)
);
create index history_record on history (tenant_id, register, record_id, id);
create index history_day on history (tenant_id, business_day, id);
select dd_tenant_table('history', 'select, insert');

-- Rows waiting for their link; only dd_seal takes them away.
create table history_unsealed (tenant_id uuid not null, history_id bigint not null, primary key (tenant_id, history_id));
select dd_tenant_table('history_unsealed', 'select, insert');
create table audit_link (
  tenant_id uuid not null, business_day date not null, seq integer not null, history_id bigint not null, hash bytea not null,
  primary key (tenant_id, business_day, seq), unique (tenant_id, history_id)
);
select dd_tenant_table('audit_link', 'select');
create table audit_head (tenant_id uuid primary key, business_day date not null, seq integer not null, hash bytea not null);
select dd_tenant_table('audit_head', 'select');

-- What is hashed of a history row; verify computes the same text.
create function dd_history_text(h history) returns text language sql immutable as $$
  select concat_ws(chr(31), h.tenant_id, h.id, h.register, h.record_id, h.number, h.what, extract(epoch from h.at)::text, h.business_day::text,
    h.actor_id, h.actor_name, coalesce(h.on_behalf_of, ''), coalesce(h.reason, ''), coalesce(h.before::text, ''), coalesce(h.after::text, ''), coalesce(h.form::text, ''))
$$;

create function dd_seal(p_tenant uuid, p_day date, p_most integer) returns integer language plpgsql security definer set search_path = public as $$
declare
  head audit_head; waiting bigint; h history; n integer := 0;
begin
  perform set_config('dutydesk.tenant', p_tenant::text, true);
  insert into audit_head values (p_tenant, p_day, 0, sha256(convert_to(p_tenant::text, 'UTF8'))) on conflict do nothing;
  select * into head from audit_head where tenant_id = p_tenant for update;
  for waiting in select u.history_id from history_unsealed u where u.tenant_id = p_tenant order by u.history_id limit p_most loop
    select * into h from history where tenant_id = p_tenant and id = waiting;
    if p_day > head.business_day then head.business_day := p_day; head.seq := 0; end if;
    head.seq := head.seq + 1;
    head.hash := sha256(head.hash || convert_to(dd_history_text(h), 'UTF8'));
    insert into audit_link values (p_tenant, head.business_day, head.seq, waiting, head.hash);
    n := n + 1;
  end loop;
  if n > 0 then
    delete from history_unsealed where tenant_id = p_tenant and history_id in
      (select l.history_id from audit_link l where l.tenant_id = p_tenant and l.history_id in
        (select u.history_id from history_unsealed u where u.tenant_id = p_tenant order by u.history_id limit p_most));
    update audit_head set business_day = head.business_day, seq = head.seq, hash = head.hash where tenant_id = p_tenant;
  end if;
  return n;
end $$;
revoke all on function dd_seal from public;
grant execute on function dd_seal to dutydesk_app;

create table idempotency (
  tenant_id uuid not null, key uuid not null, actor_id uuid not null, request_hash bytea not null, response jsonb not null, at timestamptz not null,
  primary key (tenant_id, key)
);
create index idempotency_at on idempotency (tenant_id, at);
select dd_tenant_table('idempotency', 'select, insert');

create table counter (tenant_id uuid not null, series text not null, last bigint not null, primary key (tenant_id, series));
select dd_tenant_table('counter', 'select, insert, update');
-- The next number of a series. Inside a transaction the row stays locked until its end: no holes.
create function dd_number(p_tenant uuid, p_series text) returns bigint language sql as $$
  insert into counter values (p_tenant, p_series, 1) on conflict (tenant_id, series) do update set last = counter.last + 1 returning last
$$;
-- The same in a moment of its own, for numbers that may have holes: nobody waits for anybody's commit.
create function dd_number_now(p_tenant uuid, p_series text) returns bigint language plpgsql as $$
begin
  perform set_config('dutydesk.tenant', p_tenant::text, true), set_config('synchronous_commit', 'off', true);
  return dd_number(p_tenant, p_series);
end $$;

create table task (
  tenant_id uuid not null, id uuid not null, register text not null, record_id uuid not null, number text not null, title text not null,
  step text not null, roles text[] not null, unit_id uuid not null, show_at timestamptz not null, due_at timestamptz not null,
  escalate_to text, escalated_at timestamptz, done_at timestamptz,
  primary key (tenant_id, id)
);
create index task_open on task (tenant_id, due_at) where done_at is null;
create index task_record on task (tenant_id, register, record_id);
select dd_tenant_table('task', 'select, insert, update');

create table timer (
  tenant_id uuid not null, id uuid not null, register text not null, record_id uuid not null, step text not null, at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'cancelled', 'failed')), problem text,
  primary key (tenant_id, id)
);
create index timer_waiting on timer (tenant_id, at) where state = 'waiting';
create index timer_record on timer (tenant_id, register, record_id);
select dd_tenant_table('timer', 'select, insert, update');

create table event (
  tenant_id uuid not null, id bigint generated always as identity, name text not null, payload jsonb not null, at timestamptz not null,
  primary key (tenant_id, id)
);
select dd_tenant_table('event', 'select, insert');
-- One row for each listener of an event until it has reacted; a listener that failed stays here with its problem.
create table event_waiting (tenant_id uuid not null, event_id bigint not null, handler text not null, problem text, primary key (tenant_id, event_id, handler));
select dd_tenant_table('event_waiting', 'select, insert, update, delete');

create table search_word (
  tenant_id uuid not null, register text not null, record_id uuid not null, unit_id uuid not null, number text not null, title text not null, words text[] not null,
  primary key (tenant_id, register, record_id)
);
create index search_word_words on search_word using gin (words);
select dd_tenant_table('search_word', 'select, insert, update, delete');

create table slip (
  tenant_id uuid not null, id uuid not null, kind text not null, number text not null, register text not null, record_id uuid not null, step text not null,
  content jsonb not null, content_hash text not null, at timestamptz not null, actor_id uuid not null,
  primary key (tenant_id, id), unique (tenant_id, kind, number)
);
create index slip_record on slip (tenant_id, register, record_id);
select dd_tenant_table('slip', 'select, insert');
create table slip_print (tenant_id uuid not null, slip_id uuid not null, n integer not null, at timestamptz not null, actor_id uuid not null, paper text not null, primary key (tenant_id, slip_id, n));
select dd_tenant_table('slip_print', 'select, insert');
create table slip_cancel (tenant_id uuid not null, slip_id uuid not null, reason text not null, at timestamptz not null, actor_id uuid not null, primary key (tenant_id, slip_id));
select dd_tenant_table('slip_cancel', 'select, insert');

create table signature (
  tenant_id uuid not null, id uuid not null, register text not null, record_id uuid not null, step text not null, name text not null, label jsonb not null,
  kind text not null check (kind in ('drawn', 'refused')), signer_name text not null, signer_user uuid, witnesses text[] not null, strokes text not null,
  content_hash text not null, at timestamptz not null,
  primary key (tenant_id, id)
);
create index signature_record on signature (tenant_id, register, record_id);
select dd_tenant_table('signature', 'select, insert');

create table attachment (
  tenant_id uuid not null, id uuid not null, name text not null, type text not null, bytes bigint not null, sha256 text not null, uploaded_by uuid not null, at timestamptz not null,
  primary key (tenant_id, id)
);
select dd_tenant_table('attachment', 'select, insert');
create table attachment_use (tenant_id uuid not null, attachment_id uuid not null, register text not null, record_id uuid not null, primary key (tenant_id, attachment_id, register, record_id));
select dd_tenant_table('attachment_use', 'select, insert');

create table parameter_value (
  tenant_id uuid not null, id uuid not null, name text not null, valid_from date not null, value jsonb not null, reason text not null,
  actor_id uuid not null, actor_name text not null, at timestamptz not null,
  primary key (tenant_id, id)
);
create index parameter_value_name on parameter_value (tenant_id, name, valid_from desc, at desc);
select dd_tenant_table('parameter_value', 'select, insert');

create table duty_occurrence (
  tenant_id uuid not null, id uuid not null, duty text not null, unit_id uuid not null, day date not null, due_at timestamptz not null,
  done_at timestamptz, done_by uuid, done_by_name text, evidence jsonb, escalated_at timestamptz,
  primary key (tenant_id, id), unique (tenant_id, duty, unit_id, day)
);
create index duty_occurrence_day on duty_occurrence (tenant_id, day, duty);
select dd_tenant_table('duty_occurrence', 'select, insert, update');

create table user_secret (tenant_id uuid not null, user_id uuid not null, password_hash text not null, changed_at timestamptz not null, primary key (tenant_id, user_id));
select dd_tenant_table('user_secret', 'select, insert, update');
create table session (
  tenant_id uuid not null, token_hash bytea not null, user_id uuid not null, created_at timestamptz not null, seen_at timestamptz not null, expires_at timestamptz not null,
  device text not null, primary key (tenant_id, token_hash)
);
create index session_of_user on session (tenant_id, user_id);
select dd_tenant_table('session', 'select, insert, update, delete');
create table sign_in_attempt (tenant_id uuid not null, name text not null, address text not null, at timestamptz not null, ok boolean not null, id uuid not null, primary key (tenant_id, id));
create index sign_in_attempt_name on sign_in_attempt (tenant_id, name, at);
create index sign_in_attempt_address on sign_in_attempt (tenant_id, address, at);
select dd_tenant_table('sign_in_attempt', 'select, insert');

-- Everything a write leaves behind besides its record, in one call.
create function dd_flush(p_tenant uuid, p jsonb) returns void language plpgsql as $$
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
    on conflict (tenant_id, register, record_id) do update set unit_id = excluded.unit_id, title = excluded.title, words = excluded.words;
  end if;
  if p ? 'idempotency' then
    insert into idempotency (tenant_id, key, actor_id, request_hash, response, at)
    select p_tenant, key, actor_id, decode(request_hash, 'hex'), response, (p->>'now')::timestamptz
    from jsonb_to_record(p->'idempotency') as x(key uuid, actor_id uuid, request_hash text, response jsonb);
  end if;
end $$;
