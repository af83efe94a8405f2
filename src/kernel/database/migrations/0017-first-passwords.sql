-- Why: a password that somebody else set is known to them; the person sets one of their own before the first session begins.
alter table user_secret add column must_change boolean not null default false;
