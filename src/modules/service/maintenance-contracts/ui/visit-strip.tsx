/** On a maintenance contract's page: how long it still runs, and its visits month by month, skipped ones with their reason. Serves SM-29, AC-30. */
import { useQuery } from '@tanstack/react-query';
import type { ListPage } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import type { PanelProps } from '../../../../web/shell/overrides.ts';
import { useRegister } from '../../../../web/shell/session.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import { StateTag } from '../../../../web/widgets/state-tag.tsx';
import './visit-strip.css';

const VISIT = 'maintenance_visit';

export function VisitStrip({ page }: PanelProps) {
  const { t } = useText();
  const format = useFormat();
  const register = useRegister(VISIT);
  const query = { filter: { field: 'contract', op: 'eq', value: page.row.id }, sort: 'planned_on', size: 200 };
  const found = useQuery({ queryKey: keys.list(VISIT, query), queryFn: () => api.get<ListPage>(`/records/${VISIT}`, query) });
  const { row, titles } = page;
  const rows = found.data?.rows ?? [];
  const links = ([['predecessor', ['续签自', 'Renewal of']], ['successor', ['续签为', 'Renewed as']]] as const).filter(([field]) => typeof row[field] === 'string');
  return (
    <>
      <p className="vs-terms">
        <span><b>{format.money(Number(row['amount']))}</b></span>
        <span>{t(fill(['{from} 至 {to}（含）', '{from} to {to}, both included'], { from: String(row['valid_from']), to: String(row['valid_to']) }))}</span>
        {row['renewal_on'] ? <span>{t(fill(['{day} 提醒续签', 'Renewal reminder on {day}'], { day: String(row['renewal_on']) }))}</span> : null}
        {links.map(([field, label]) => <span key={field}>{t(label)} <Go href={recordHref('maintenance_contract', String(row[field]))}>{titles[String(row[field])] ?? t(['合同', 'contract'])}</Go></span>)}
      </p>
      {rows.length > 0 && (
        <Section title={t(fill(['巡检 {n} 次，已完成 {done} 次', 'Visits: {n}, done: {done}'], { n: rows.length, done: rows.filter((v) => v.state === 'done').length }))}>
          <ul className="vs-strip">
            {rows.map((visit) => (
              <li key={visit.id}>
                <b><Go href={recordHref(VISIT, visit.id)}>{String(visit['planned_on'])}</Go></b>
                <StateTag register={register} state={visit.state} />
                {visit['skip_reason'] ? <small>{String(visit['skip_reason'])}</small> : null}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
