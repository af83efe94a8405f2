-- Why: reported figures come as a spreadsheet; what was pasted stays beside the lines that were read from it (AC-37).

alter table staffing_statement add column pasted text;
