-- Why: long work (a large export, an import, a backup, a roster) goes on without anybody waiting at the page, can be stopped, and outlives the program.

create table job (
  tenant_id uuid not null, id uuid not null, kind text not null, title jsonb not null, input jsonb not null, asked_by uuid not null, asked_at timestamptz not null,
  state text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')), stop_asked boolean not null default false,
  done_count bigint not null default 0, of_count bigint, note jsonb, checkpoint jsonb, said jsonb, href text, file jsonb, started_at timestamptz, ended_at timestamptz,
  -- Who works on it, and when they last said so.
  runner uuid, beat_at timestamptz, attempts integer not null default 0,
  primary key (tenant_id, id)
);
create index job_open on job (tenant_id, asked_at) where state in ('waiting', 'running');
create index job_asked on job (tenant_id, asked_by, asked_at);
create index job_day on job (tenant_id, asked_at);
select dd_tenant_table('job', 'select, insert, update');
