-- Why: the sealer runs with the owner's rights; without pg_temp at the end of its path, a temporary table of the caller would be taken for the audit chain.

alter function dd_seal(uuid, date, integer) set search_path = public, pg_temp;
