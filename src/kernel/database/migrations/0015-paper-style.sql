-- Why: how an organisation's papers look, set without code. Each change is a further version and none is ever altered: a slip that is
-- printed again is printed as it looked on the day of its issue.

create table paper_style (
  tenant_id uuid not null, id uuid not null, version int not null check (version > 0),
  at timestamptz not null, actor_id uuid not null, actor_name text not null, content jsonb not null,
  primary key (tenant_id, id), unique (tenant_id, version)
);
select dd_tenant_table('paper_style', 'select, insert');
create index paper_style_at on paper_style (tenant_id, at desc, version desc);
