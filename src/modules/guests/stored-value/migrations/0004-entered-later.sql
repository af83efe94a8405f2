-- Why: a deposit noted on paper during an outage is entered later with the time it happened.
alter table card_deposit add column occurred_at timestamptz, add column late boolean;
