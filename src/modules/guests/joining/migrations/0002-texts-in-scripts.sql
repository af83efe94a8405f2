-- Why: charter, notice and scripts stand in one register of texts (script_text); applications point there and keep the hash of the notice too.

insert into script_text (tenant_id, id, number, state, unit_id, version, created_at, created_by, archived_at, occasion, title, words, words_en, place, series, edition, text_hash, published_on, knowingly)
  select c.tenant_id, c.id, 'HS-' || c.number, case when c.state in ('in_force', 'draft', 'dropped') then c.state else 'superseded' end, c.unit_id, c.version, c.created_at, c.created_by, c.archived_at,
    m.occasion, c.title, c.body, c.body_en, 1, case when c.edition is null then null when m.occasion in ('charter', 'consent') then m.occasion else m.occasion || '/' || c.title || '/' || c.number end,
    c.edition, c.text_hash, c.published_on, c.knowingly
  from club_text c join (values ('charter', 'charter'), ('consent', 'consent'), ('script_greeting', 'join'), ('script_explain', 'join_explain'), ('script_form', 'join_data'),
    ('script_charter', 'join_charter'), ('script_pay', 'join_pay'), ('script_done', 'join_done'), ('script_declined', 'join_declined')) as m (kind, occasion) on m.kind = c.kind;
alter table card_application
  drop constraint card_application_tenant_id_consent_text_fkey,
  drop constraint card_application_tenant_id_charter_fkey,
  add column consent_hash text,
  add foreign key (tenant_id, consent_text) references script_text (tenant_id, id),
  add foreign key (tenant_id, charter) references script_text (tenant_id, id);
update card_application a set consent_hash = s.text_hash from script_text s where s.tenant_id = a.tenant_id and s.id = a.consent_text;
drop table club_text;
