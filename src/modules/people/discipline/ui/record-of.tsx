/** What a person was served so far (处分记录), beside a report or a case. Serves SM-2. */
import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { api, keys } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import type { PersonRecord } from '../queries.ts';

/** Everything the person was served, with what still counts. */
export function RecordOf({ employee }: { readonly employee: string }) {
  const { t } = useText();
  const format = useFormat();
  const states = useRegister('sanction')?.states ?? [];
  const record = useQuery({ queryKey: keys.query('discipline_record', { employee }), queryFn: () => api.get<PersonRecord>('/queries/discipline_record', { params: { employee } }), retry: false });
  if (record.isPending) return <Skeleton active paragraph={{ rows: 2 }} />;
  if (!record.data?.employee) return null;
  const { sanctions, boardThisMonth } = record.data;
  const title = t([`${record.data.employee.name}的处分记录`, `Record of ${record.data.employee.name}`]);
  return (
    <Section title={title} quiet>
      {boardThisMonth > 0 && <p className="w-note">{t([`本月示意牌记录 ${boardThisMonth} 次`, `Status board: ${boardThisMonth} this month`])}</p>}
      {sanctions.length === 0 ? <p className="w-quiet">{t(['没有处分', 'No sanctions'])}</p> : (
        <div className="w-scroll dc-record">
          <table className="w-report">
            <caption>{title}</caption>
            <thead><tr><th scope="col">{t(['编号', 'Number'])}</th><th scope="col">{t(['级别', 'Level'])}</th><th scope="col">{t(['条款', 'Clause'])}</th><th scope="col">{t(['送达', 'Served'])}</th><th scope="col">{t(['效力至', 'In force to'])}</th><th scope="col">{t(['状态', 'State'])}</th></tr></thead>
            <tbody>
              {sanctions.map((one) => (
                <tr key={one.id}>
                  <th scope="row"><Go href={recordHref('sanction', one.id)}>{one.number}</Go></th>
                  <td>{t(one.level)}</td><td>{one.clause}</td>
                  <td>{one.served_on ? format.date(one.served_on) : '—'}</td><td>{one.in_force_to ? format.date(one.in_force_to) : '—'}</td>
                  <td>{t(states.find((s) => s.name === one.state)?.label ?? [one.state, one.state])}{one.consumed_by && <span className="w-quiet"> → {one.consumed_by}</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
