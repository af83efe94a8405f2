-- Why: lines nobody could read are told in English too.
alter table phone_import add column problems_en text;
