-- Why: a bill noted on paper during an outage is entered later with the time it happened.
alter table bill add column occurred_at timestamptz, add column late boolean;
