-- Why: the time of finding may be left empty when registering; it is then the moment of registration.

alter table lost_item alter column found_at drop not null;
