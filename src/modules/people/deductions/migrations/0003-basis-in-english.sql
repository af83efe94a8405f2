-- Why: how the amount of a claim is set is read in both languages, on its page and on the notice.
alter table money_claim add column basis_text_en text;
