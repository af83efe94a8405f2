-- Why: texts come in editions that are published and then frozen; charter and notice of joining move here, so that there is one register of texts.

alter table script_text
  add column words_en text,
  add column series text,
  add column edition integer,
  add column text_hash text,
  add column published_on date,
  add column knowingly text;
update script_text t set state = case when n.last then 'in_force' else 'superseded' end, series = t.occasion || '/' || t.title, edition = n.edition,
    text_hash = encode(sha256(convert_to(t.words, 'UTF8')), 'hex'), published_on = (t.created_at at time zone 'Asia/Shanghai')::date
  from (select tenant_id, id, row_number() over w as edition, lead(id) over w is null as last from script_text window w as (partition by tenant_id, occasion, title order by created_at, number)) n
  where n.tenant_id = t.tenant_id and n.id = t.id;
alter table script_text add unique (tenant_id, series, edition);
