/** On a loss report: things in keeping that may be the one, described no closer than on the shelf label. Serves VIP-4.7, VIP-5.10. */
import { useQuery } from '@tanstack/react-query';
import type { Candidate } from '../loss-report.ts';
import { api, keys } from '../../../../web/client.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import type { PanelProps } from '../../../../web/shell/overrides.ts';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import './lost-property.css';

const QUERY = 'loss_report_candidates';

export function CandidatesPanel({ page }: PanelProps) {
  const { t } = useText();
  const found = useQuery({ queryKey: keys.query(QUERY, { report: page.row.id, version: page.row.version }), queryFn: () => api.get<readonly Candidate[] | null>(`/queries/${QUERY}`, { params: { report: page.row.id } }), retry: false });
  if (['found', 'given_up'].includes(page.row.state)) return null;
  const rows = found.data ?? [];
  return (
    <Section title={t(['在管的相近物品', 'Things like it in keeping'])}>
      <RefusalNote error={found.error} />
      {found.data && rows.length === 0 && <p className="w-hint">{t(['现在没有相近的物品；以后有人上交，会提醒您联系客人。', 'Nothing like it now. When something is handed in you will be asked to call the guest.'])}</p>}
      {rows.length > 0 && (
        <ul className="lost-candidates">
          {rows.map((c) => (
            <li key={c.id}>
              <Go href={recordHref('lost_item', c.id)}>{c.colour} {c.item_name}</Go>
              <span className="w-quiet w-figure">{c.number} · {c.found_place} · {c.found_on}</span>
              <b>{t(c.fit === 'strong' ? ['很相近', 'close fit'] : ['可能', 'possible'])}</b>
            </li>
          ))}
        </ul>
      )}
      <p className="w-quiet">{t(['请客人来描述，不要把这里的内容告诉客人。', 'Let the guest describe it; do not read this out.'])}</p>
    </Section>
  );
}
