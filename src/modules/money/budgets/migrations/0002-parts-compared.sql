-- Why: which categories the cost of fitted parts is compared with on the budget page is chosen by the centre (CG-44).
alter table budget_category add column takes_parts boolean;
