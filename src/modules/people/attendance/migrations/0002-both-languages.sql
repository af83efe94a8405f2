-- Why: what the program concludes is read in English too: findings, evidence and adjustments keep both languages.
alter table attendance_finding add column facts_en text;
alter table punch_correction add column evidence_en text;
alter table attendance_adjustment add column what_en text;
