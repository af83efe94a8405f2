-- Why: products are put on sale, student proofs run out, and a card knows its application and its first use.

alter table card_product add column on_sale_since date;
alter table member_card add column application_no text;
alter table member_card add column valid_until date;
alter table member_card add column first_used_at timestamp with time zone;
