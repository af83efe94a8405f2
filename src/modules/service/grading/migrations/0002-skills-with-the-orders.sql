-- Why: skills are kept once, by service type with the orders; the lists begun here were never used.

drop table employee_skill;
drop table service_skill;
