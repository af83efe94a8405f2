-- Why: sessions have a subject and hours, which count for each person who attended (LOG-7.2, LOG-10.6).

alter table study_session add column subject text;
alter table study_session add column hours numeric;
