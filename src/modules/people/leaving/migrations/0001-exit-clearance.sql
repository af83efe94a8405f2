-- Why: the clearance is about money as much as about things, and the certificate is issued from it; it moves here from custody.
alter table exit_clearance add column reason text not null default 'own', add column review uuid, add column person uuid, add column cleared_on date, add column certified_on date;
alter table exit_clearance alter column reason drop default;
alter table exit_clearance add foreign key (tenant_id, review) references dismissal_review (tenant_id, id);
alter table exit_clearance add foreign key (tenant_id, person) references app_user (tenant_id, id);
create index on exit_clearance (tenant_id, review);
create index on exit_clearance (tenant_id, person);
