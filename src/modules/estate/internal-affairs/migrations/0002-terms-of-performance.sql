-- Why: what a month of performance was reckoned by is written into it; the weights are parameters now (LOG-10.1).

alter table performance_month add column base integer, add column most_added integer, add column w_duties_done integer, add column w_duties_late integer, add column w_study_missed integer, add column w_unsigned integer,
  add column w_absent_days integer, add column w_late_times integer, add column w_sanctions integer, add column w_findings integer;
