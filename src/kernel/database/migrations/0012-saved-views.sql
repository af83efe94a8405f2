-- Why: lists are saved under names, kept to oneself or shared with a unit, and each person chooses with which a list opens; records changed together are taken back together, and those left as they are are named.

create table saved_view (
  tenant_id uuid not null, id uuid not null, register text not null, owner uuid not null, name text not null, state jsonb not null,
  unit_id uuid, opens_unit boolean not null default false, changed_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, owner, register, name),
  check (unit_id is not null or not opens_unit),
  foreign key (tenant_id, owner) references app_user (tenant_id, id),
  foreign key (tenant_id, unit_id) references unit (tenant_id, id)
);
create index on saved_view (tenant_id, unit_id, register);
create unique index saved_view_opens_unit on saved_view (tenant_id, register, unit_id) where opens_unit;
select dd_tenant_table('saved_view', 'select, insert, update, delete');

-- With which view a list opens for a person; without one: as the register declares, whatever the unit shares.
create table view_choice (
  tenant_id uuid not null, id uuid not null, owner uuid not null, register text not null, view_id uuid,
  primary key (tenant_id, id),
  unique (tenant_id, owner, register),
  foreign key (tenant_id, owner) references app_user (tenant_id, id),
  foreign key (tenant_id, view_id) references saved_view (tenant_id, id)
);
create index on view_choice (tenant_id, view_id);
select dd_tenant_table('view_choice', 'select, insert, update, delete');

alter table import_batch add column kept_numbers text;
