-- Why: a source that follows a database says on its own page why it cannot.
alter table phone_source add column trouble text;
