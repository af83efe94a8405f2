-- Why: what a card was promised stands on the session, so that wall, room slip and bill can say it.

alter table room_session add column benefit_note text;
alter table room_session add column benefit_note_en text;
alter table room_session add column free_until timestamp with time zone;
