-- Why: the dismissal review in full: legal check, special protection, the union's opinion with its answer, service, exit clearance, certificate (SM-14).

alter table dismissal_review add column protection text[];
alter table dismissal_review add column protection_note text;
alter table dismissal_review add column legal_result text;
alter table dismissal_review add column legal_note text;
alter table dismissal_review add column legal_by text;
alter table dismissal_review add column union_by timestamp with time zone;
alter table dismissal_review add column union_answer text;
alter table dismissal_review add column ends_on date;
alter table dismissal_review add column clearance text;
