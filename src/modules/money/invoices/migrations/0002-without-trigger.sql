-- Why: the house keeps no triggers; writers of ranges take turns by an advisory lock, and no two ranges of a batch begin or end with the same number (I5).

drop trigger invoice_range_apart on invoice_range;
drop function dd_invoice_range_apart();
alter table invoice_range add unique (tenant_id, batch, first_no);
alter table invoice_range add unique (tenant_id, batch, last_no);
drop index invoice_range_tenant_id_batch_first_no_idx;
