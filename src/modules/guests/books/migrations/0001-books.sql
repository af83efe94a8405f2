-- Why: what the nightly check of the books found.

create table book_finding (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  invariant text not null,
  what text not null,
  found_on date not null,
  seen_at timestamp with time zone not null,
  explanation text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, invariant, what)
);
create index on book_finding (tenant_id, found_on, id);
select dd_tenant_table('book_finding', 'select, insert, update');
