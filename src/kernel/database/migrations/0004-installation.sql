-- Why: what the installation itself must remember, e.g. that its demo was removed and must not come back at the next start.
create table installation (name text primary key, value text not null, at timestamptz not null);
grant select on installation to dutydesk_app;
