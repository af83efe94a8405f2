-- Why: people are told what waits for them or was decided about them, in the app and where they asked for it (mail, browser push); groups are told by robots, other programs by webhooks. What leaves the house waits in one queue.

-- How far the holders were told: 0 not yet, 1 that it is there, 2 that it is overdue (a duty: 3 that it was passed on). What stands open today is on everybody's page already.
alter table task add column told smallint not null default 2;
alter table task alter column told set default 0;
create index task_untold on task (tenant_id, show_at) where done_at is null and told < 2;
alter table duty_occurrence add column told smallint not null default 3;
alter table duty_occurrence alter column told set default 0;
create index duty_occurrence_untold on duty_occurrence (tenant_id, day) where done_at is null and told < 3;

-- One row for each person told. `key`: the piece of news, told once to each. `words`: what module code says beyond register, number and step; it never leaves the house.
create table notice (
  tenant_id uuid not null, id uuid not null, user_id uuid not null, kind text not null, key text not null, unit_id uuid, register text, record_id uuid, number text, what text,
  words jsonb, urgent boolean not null, at timestamptz not null, due_at timestamptz, read_at timestamptz, passed_on boolean not null default false,
  primary key (tenant_id, id), unique (tenant_id, user_id, key),
  foreign key (tenant_id, user_id) references app_user (tenant_id, id)
);
create index notice_of_person on notice (tenant_id, user_id, at desc);
create index notice_unread on notice (tenant_id, user_id) where read_at is null;
create index notice_of_record on notice (tenant_id, register, record_id) where read_at is null;
create index notice_waiting on notice (tenant_id, at) where not passed_on;
create index notice_at on notice (tenant_id, at);
select dd_tenant_table('notice', 'select, insert, update, delete');

-- What somebody chose; whoever chose nothing has no row. `channels`: for each kind of notice the ways by which it comes.
create table notice_preference (
  tenant_id uuid not null, user_id uuid not null, lang smallint not null, channels jsonb not null, quiet_from text, quiet_to text, digest text not null check (digest in ('at_once', 'hourly', 'daily')), digest_at text not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references app_user (tenant_id, id)
);
select dd_tenant_table('notice_preference', 'select, insert, update');

-- A browser that somebody let push to them: its address and keys, sealed. `address_hash`: one row for each browser.
create table push_subscription (
  tenant_id uuid not null, id uuid not null, user_id uuid not null, address_hash bytea not null, sealed text not null, device text not null, created_at timestamptz not null,
  primary key (tenant_id, id), unique (tenant_id, address_hash),
  foreign key (tenant_id, user_id) references app_user (tenant_id, id)
);
create index push_subscription_of_user on push_subscription (tenant_id, user_id);
select dd_tenant_table('push_subscription', 'select, insert, update, delete');
-- By what push services recognise this organisation.
create table push_key (tenant_id uuid primary key, public_key text not null, sealed text not null);
select dd_tenant_table('push_key', 'select, insert');

-- A robot in a group chat. Its address holds its key, so it is sealed like its secret; `host` is what may be shown.
create table robot (
  tenant_id uuid not null, id uuid not null, unit_id uuid not null, kind text not null check (kind in ('wecom', 'dingtalk', 'feishu')), label text not null, host text not null, sealed_url text not null, sealed_secret text,
  kinds text[] not null, lang smallint not null, quiet_from text, quiet_to text, created_at timestamptz not null, off_at timestamptz,
  primary key (tenant_id, id)
);
select dd_tenant_table('robot', 'select, insert, update');
create table webhook (
  tenant_id uuid not null, id uuid not null, label text not null, host text not null, sealed_url text not null, sealed_secret text not null, events text[] not null, registers text[] not null, created_at timestamptz not null, off_at timestamptz,
  primary key (tenant_id, id)
);
select dd_tenant_table('webhook', 'select, insert, update');

-- What leaves the house. `target` is the person, robot or webhook; `key` the piece of news, sent to each target once. `message`: what went out together.
create table delivery (
  tenant_id uuid not null, id uuid not null, channel text not null check (channel in ('mail', 'push', 'robot', 'webhook')), target uuid not null, key text not null, notice_id uuid, body jsonb not null,
  at timestamptz not null, since timestamptz not null, next_at timestamptz not null, state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed', 'dropped')),
  attempts integer not null default 0, claimed_until timestamptz, message uuid, tried_at timestamptz, done_at timestamptz, status integer, said text,
  primary key (tenant_id, id), unique (tenant_id, target, key)
);
create index delivery_waiting on delivery (tenant_id, next_at) where state = 'waiting';
create index delivery_of_target on delivery (tenant_id, target, tried_at);
create index delivery_at on delivery (tenant_id, at desc);
select dd_tenant_table('delivery', 'select, insert, update, delete');

-- What a write leaves behind for people and programs outside it, in the same transaction: notices, and what webhooks asked for. News of a task that is done is no news any more.
create function dd_tell(p_tenant uuid, p jsonb) returns void language plpgsql as $$
begin
  if p ? 'settle' then
    update notice n set read_at = (p->>'now')::timestamptz
      from jsonb_to_recordset(p->'settle') as s(register text, record_id uuid)
      where n.tenant_id = p_tenant and n.register = s.register and n.record_id = s.record_id and n.read_at is null and n.kind <> 'own' and n.kind <> 'told';
  end if;
  if p ? 'notices' then
    insert into notice (tenant_id, id, user_id, kind, key, unit_id, register, record_id, number, what, words, urgent, at, due_at)
    select p_tenant, id, user_id, kind, key, unit_id, register, record_id, number, what, words, urgent, (p->>'now')::timestamptz, due_at
    from jsonb_to_recordset(p->'notices') as x(id uuid, user_id uuid, kind text, key text, unit_id uuid, register text, record_id uuid, number text, what text, words jsonb, urgent boolean, due_at timestamptz)
    on conflict do nothing;
  end if;
  if p ? 'history' then
    insert into delivery (tenant_id, id, channel, target, key, body, at, since, next_at)
    select p_tenant, n.id, 'webhook', w.id, n.id::text,
      jsonb_build_object('event', h.event, 'register', h.register, 'id', h.record_id, 'number', h.number, 'what', h.what, 'state', h.state, 'unit', h.unit_id, 'at', h.at), h.at, h.at, h.at
    from webhook w
    join (select x.*, x.after->>'state' as state, case when x.what = 'create' then 'created' when x.after ? 'state' then 'step' else 'changed' end as event
          from jsonb_to_recordset(p->'history') as x(register text, record_id uuid, number text, unit_id uuid, what text, at timestamptz, after jsonb)) h on h.register = any(w.registers) and h.event = any(w.events)
    cross join lateral (select gen_random_uuid() as id where h.record_id is not null) n
    where w.tenant_id = p_tenant and w.off_at is null;
  end if;
end $$;
