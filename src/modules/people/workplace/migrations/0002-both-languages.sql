-- Why: what a line of a round came to is read in English too.
alter table round_line add column verdict_en text;
