/** Past incidents under two versions of the rulebook, side by side, differences marked and saved as a table. Serves AC-11. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Checkbox, Select } from 'antd';
import { useState } from 'react';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { ExportMenu } from '../../../../web/widgets/export-menu.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { DateInput } from '../../../../web/widgets/inputs/index.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import type { ReplayPage } from '../replay.ts';
import './discipline.css';

interface Search { readonly version_a?: string; readonly version_b?: string; readonly from?: string; readonly to?: string }

export function ReplayVersionsPage() {
  const { t } = useText();
  const search = useSearch({ strict: false }) as Search;
  const params = Object.fromEntries((['version_a', 'version_b', 'from', 'to'] as const).flatMap((name) => (search[name] ? [[name, search[name]]] : [])));
  const [only, setOnly] = useState(false);
  const replay = useQuery({ queryKey: keys.query('discipline_replay', params), queryFn: () => api.get<ReplayPage>('/queries/discipline_replay', { params }), placeholderData: keepPreviousData, retry: false });
  const data = replay.data;
  return (
    <div className="dc-replay">
      <PageHeading title={t(['规则重演', 'Replay'])} note={t(['把真实的违纪事件按两个版本各算一遍；已作的决定不受影响', 'Real incidents under two versions; issued decisions are untouched'])}>
        {data?.a && <Exports params={{ ...params, only_differences: only }} />}
      </PageHeading>
      {data && <Choice data={data} search={search} />}
      <RefusalNote error={replay.error} />
      {replay.isPending && <Loading />}
      {data && !data.a && <EmptyState title={t(['还没有两个版本', 'There are no two versions yet'])} text={t(['公布一版守则，再起草下一版，即可对照。', 'Publish a version and draft the next one to compare them.'])}><Go href="/r/rulebook_version">{t(['守则版本', 'Rulebook versions'])}</Go></EmptyState>}
      {data?.a && (
        <div aria-busy={replay.isPlaceholderData}>
          <p className="dc-sum">
            <b>{data.rows.length}</b> {t(['个事件，', 'incidents,'])} <b>{data.people}</b> {t(['人，', 'people,'])} <b className="dc-differs">{data.differing}</b> {t(['个结果不同', 'outcomes differ'])}
            <Checkbox checked={only} onChange={(e) => setOnly(e.target.checked)}>{t(['只列不同', 'Only differences'])}</Checkbox>
          </p>
          <Table data={data} only={only} />
        </div>
      )}
    </div>
  );
}

function Table({ data, only }: { readonly data: ReplayPage; readonly only: boolean }) {
  const { t } = useText();
  const format = useFormat();
  const caption = t(fill(['版本 {a} 与 {b} 的结果', 'Outcomes under {a} and {b}'], { a: data.a!.no, b: data.b!.no }));
  const rows = only ? data.rows.filter((row) => row.differs) : data.rows;
  if (rows.length === 0) return <p className="w-quiet">{t(['没有事件', 'No incidents'])}</p>;
  return (
    <div className="w-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table className="w-report dc-table">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t(['员工', 'Employee'])}</th><th scope="col">{t(['日期', 'Date'])}</th><th scope="col">{t(['条款', 'Clause'])}</th><th scope="col">{t(['事件', 'Incident'])}</th>
            <th scope="col">{t(['已作决定', 'Issued'])}</th><th scope="col">{t(['版本', 'Version'])} {data.a!.no}</th><th scope="col">{t(['版本', 'Version'])} {data.b!.no}</th><th scope="col">{t(['对照', 'Compared'])}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.incident.id} data-differs={row.differs}>
              <th scope="row"><Go href={recordHref('employee', row.employee.id)}>{row.employee.name}</Go></th>
              <td>{format.date(row.occurredOn)}</td><td>{row.clause}</td><td><Go href={recordHref('incident', row.incident.id)}>{row.incident.number}</Go></td>
              <td>{row.issued ? t(row.issued) : '—'}</td><td>{t(row.a)}</td><td>{t(row.b)}</td>
              <td>{row.differs ? <b className="dc-differs">≠ {t(['不同', 'differs'])}</b> : <span className="w-quiet">=</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Choice({ data, search }: { readonly data: ReplayPage; readonly search: Search }) {
  const { t } = useText();
  const { history } = useRouter();
  const set = (change: { readonly [name: string]: string | null }) => {
    const next = Object.entries({ ...search, ...change }).flatMap(([name, value]) => (typeof value === 'string' && value !== '' ? [[name, value]] : []));
    history.push(`${location.pathname}?${new URLSearchParams(next)}`);
  };
  const options = data.versions.map((one) => ({ value: one.id, label: `${one.no} ${one.title}` }));
  return (
    <div className="dc-choice no-print" role="group" aria-label={t(['对照范围', 'What is compared'])}>
      <Select aria-label={t(['版本甲', 'Version A'])} value={data.a?.id ?? null} options={options} onChange={(version_a: string) => set({ version_a })} placeholder={t(['版本甲', 'Version A'])} />
      <span aria-hidden>↔</span>
      <Select aria-label={t(['版本乙', 'Version B'])} value={data.b?.id ?? null} options={options} onChange={(version_b: string) => set({ version_b })} placeholder={t(['版本乙', 'Version B'])} />
      <DateInput label={t(['起', 'From'])} value={search.from ?? null} onChange={(from) => set({ from: typeof from === 'string' ? from : null })} />
      <DateInput label={t(['止', 'To'])} value={search.to ?? null} onChange={(to) => set({ to: typeof to === 'string' ? to : null })} />
    </div>
  );
}

function Exports({ params }: { readonly params: { readonly [name: string]: unknown } }) {
  return <span className="no-print dc-exports"><ExportMenu path="/reports/discipline_replay_report/export" query={{ params }} /></span>;
}
