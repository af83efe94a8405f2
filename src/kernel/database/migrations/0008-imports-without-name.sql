-- Why: what the product itself brings in has nobody's name on it.

alter table import_batch alter column imported_by drop not null;
