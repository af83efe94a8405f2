-- Why: a failed run and a schedule flag say their reason in English too.
alter table schedule_flag add column facts_en text;
alter table roster_run add column problem_en text;
