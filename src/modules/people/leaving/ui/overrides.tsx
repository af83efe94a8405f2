/** On the page of a clearance: everything that is still open with the person, each with its way there (未了结事项). Serves SM-11, SM-14. */
import { useQuery } from '@tanstack/react-query';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import type { Overrides, PanelProps } from '../../../../web/shell/overrides.ts';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import type { ExitOpen } from '../open.ts';
import { OPEN_KINDS } from '../rules.ts';

export const overrides: Overrides = { panel: { exit_clearance: OpenPanel } };

function OpenPanel({ page }: PanelProps) {
  const { t } = useText();
  const format = useFormat();
  const params = { clearance: String(page.row.id), version: page.row.version };
  const open = useQuery({ queryKey: keys.query('open_at_exit', params), queryFn: () => api.get<ExitOpen>('/queries/open_at_exit', { params: { clearance: params.clearance } }), retry: false });
  const things = open.data?.things ?? [];
  return (
    <Section title={t(fill(['未了结事项（{n}）', 'Not settled ({n})'], { n: things.length }))}>
      <RefusalNote error={open.error} />
      {open.data && things.length === 0 && <p className="w-quiet">{t(['保管物品、带出、工具、备用金、车辆、赔偿与扣款都已了结。', 'Things in custody or outside, tools, floats, vehicles, claims and deductions: all settled.'])}</p>}
      <ul className="w-links">
        {things.map((one) => (
          <li key={`${one.register} ${one.id}`}>
            {t(OPEN_KINDS[one.kind])} <Go href={recordHref(one.register, one.id)}>{one.what}</Go>{one.fen !== null && <span className="w-figure"> {format.money(one.fen)}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
