-- Why: a unit belongs to the sales contract under which it was delivered; its warranty terms stand there.

alter table equipment add column contract uuid;
alter table equipment add foreign key (tenant_id, contract) references sales_contract (tenant_id, id);
create index on equipment (tenant_id, contract);
