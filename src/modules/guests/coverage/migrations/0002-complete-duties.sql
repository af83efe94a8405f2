-- Why: a sentence is in force only with owner, deputy, frequency and evidence, or with what is open about it (G-L4).

alter table duty_statement add column deputy_role text;
alter table duty_statement add column frequency text;
alter table duty_statement add column open_question text;
