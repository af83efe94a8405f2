-- Why: why a look-up is to be reviewed is read in English too.
alter table customer_lookup add column why_en text;
