-- Why: ways of signing in besides the password (one-time codes, passkeys, a badge with PIN at a shared till, an identity
-- provider), and what people need to see where they are signed in and to end it.

alter table app_user add column mail text;

alter table session add column id uuid not null default gen_random_uuid(), add column how text not null default 'password', add column idle_minutes integer;
create unique index session_id on session (tenant_id, id);

-- What somebody has proven so far, or what was sent to them: good once and for minutes.
create table sign_in_ticket (
  tenant_id uuid not null, token_hash bytea not null, kind text not null, user_id uuid, data jsonb not null, expires_at timestamptz not null,
  primary key (tenant_id, token_hash)
);
create index sign_in_ticket_of_user on sign_in_ticket (tenant_id, user_id, kind);
select dd_tenant_table('sign_in_ticket', 'select, insert, delete');

-- `last_step`: the code used last; no code counts twice.
create table second_factor (
  tenant_id uuid not null, user_id uuid not null, sealed text not null, since timestamptz not null, last_step bigint not null,
  primary key (tenant_id, user_id)
);
select dd_tenant_table('second_factor', 'select, insert, update, delete');
create table recovery_code (tenant_id uuid not null, user_id uuid not null, code_hash bytea not null, primary key (tenant_id, user_id, code_hash));
select dd_tenant_table('recovery_code', 'select, insert, delete');

create table passkey (
  tenant_id uuid not null, credential text not null, user_id uuid not null, label text not null, public_key bytea not null, counter bigint not null, transports text[] not null,
  created_at timestamptz not null, used_at timestamptz,
  primary key (tenant_id, credential)
);
create index passkey_of_user on passkey (tenant_id, user_id);
select dd_tenant_table('passkey', 'select, insert, update, delete');

-- Who somebody is at the identity provider, bound the first time they come from there.
create table outside_identity (
  tenant_id uuid not null, issuer text not null, subject text not null, user_id uuid not null, bound_at timestamptz not null,
  primary key (tenant_id, issuer, subject)
);
create index outside_identity_of_user on outside_identity (tenant_id, user_id);
select dd_tenant_table('outside_identity', 'select, insert, delete');

create table badge_pin (
  tenant_id uuid not null, user_id uuid not null, badge text not null, pin_hash text not null, since timestamptz not null,
  primary key (tenant_id, user_id), unique (tenant_id, badge)
);
select dd_tenant_table('badge_pin', 'select, insert, update, delete');
-- A device that several people share: only there does a badge open the door.
create table till (
  tenant_id uuid not null, id uuid not null, label text not null, token_hash bytea not null, created_at timestamptz not null, created_by uuid not null, revoked_at timestamptz,
  primary key (tenant_id, id), unique (tenant_id, token_hash)
);
select dd_tenant_table('till', 'select, insert, update');
