-- Why: why an amount is proposed is read in English too.
alter table custody_item add column proposal_en text;
