-- Why: an open question of a sentence is read in English too (AS-44).

alter table duty_statement add column open_question_en text;
