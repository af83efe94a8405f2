-- Why: what a decision orders to be made good becomes a claim by itself and falls with the decision.
alter table money_claim add column sanction uuid, add column from_decision boolean;
alter table money_claim add foreign key (tenant_id, sanction) references sanction (tenant_id, id);
create index on money_claim (tenant_id, sanction);
