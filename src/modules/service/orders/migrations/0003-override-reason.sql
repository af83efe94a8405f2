-- Why: the reason for sending somebody else than suggested is asked for, so it stays on the order where it can be read (FS-2.4, SM-21).

alter table service_order add column override_reason text;
