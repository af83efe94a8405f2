/**
 * Completeness of tools (配备齐全表): kinds down, branches across; every cell says what is there of what is required, and marks what is
 * missing, without custodian or overdue. Serves FS-1.4.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Checkbox } from 'antd';
import { useState } from 'react';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { Go, listHref } from '../../../../web/widgets/go.tsx';
import { DateInput } from '../../../../web/widgets/inputs/index.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import type { CompletenessPage } from '../reports.ts';
import type { KindLine } from '../rules.ts';
import './tools.css';

export const pages = { completeness: ToolCompletenessPage };

export function ToolCompletenessPage() {
  const { t } = useText();
  const { history } = useRouter();
  const search = useSearch({ strict: false }) as { readonly day?: string };
  const params = search.day ? { day: search.day } : {};
  const table = useQuery({ queryKey: keys.query('tool_completeness_page', params), queryFn: () => api.get<CompletenessPage>('/queries/tool_completeness_page', { params }), placeholderData: keepPreviousData, retry: false });
  const [only, setOnly] = useState(false);
  const data = table.data;
  return (
    <div className="to-page">
      <PageHeading title={t(['仪器工具齐全表', 'Completeness of tools'])} note={t(['每个区域服务部应有尽有，件件有专人保管，检定不过期', 'Every branch has its full set, each piece its custodian, no calibration overdue'])}>
        <Go className="w-as-button no-print" href="/report/tool_gaps">{t(['缺件明细', 'What is missing'])}</Go>
        <Go className="w-as-button no-print" href="/report/tool_completeness">{t(['汇总表', 'Totals'])}</Go>
      </PageHeading>
      <RefusalNote error={table.error} />
      {table.isPending && <Loading />}
      {data && data.kinds.length === 0 && <EmptyState title={t(['还没有配备标准', 'No required set yet'])} text={t(['先登记种类和每个服务部应有的数量。', 'First enter the kinds and how many each branch must have.'])}><Go href="/r/tool_requirement">{t(['配备标准', 'Required set'])}</Go></EmptyState>}
      {data && data.kinds.length > 0 && (
        <>
          <div className="to-bar no-print">
            <DateInput label={t(['日期', 'Day'])} value={data.day} onChange={(day) => { if (typeof day === 'string') history.push(`${location.pathname}?day=${day}`); }} />
            <Checkbox checked={only} onChange={(e) => setOnly(e.target.checked)}>{t(['只看有问题的种类', 'Only kinds with something wrong'])}</Checkbox>
          </div>
          <Verdicts data={data} />
          <Matrix data={data} only={only} />
          <p className="to-legend w-quiet">{t(['现有/应有', 'present / required'])} · <b data-mark="missing">{t(['缺', 'missing'])}</b> · <b data-mark="nobody">{t(['无保管人', 'no custodian'])}</b> · <b data-mark="overdue">{t(['检定过期', 'calibration overdue'])}</b></p>
        </>
      )}
    </div>
  );
}

const bad = (l: KindLine) => l.missing + l.withoutCustodian + l.overdue > 0;

function Verdicts({ data }: { readonly data: CompletenessPage }) {
  const { t } = useText();
  return (
    <ul className="to-verdicts">
      {data.branches.map((b) => {
        const sum = (of: (l: KindLine) => number) => b.lines.reduce((n, l) => n + of(l), 0);
        const [missing, nobody, overdue] = [sum((l) => l.missing), sum((l) => l.withoutCustodian), sum((l) => l.overdue)];
        return (
          <li key={b.id} data-complete={b.complete}>
            <b>{b.name}</b>
            <span>{b.complete ? t(['齐全', 'complete']) : [missing > 0 && t(fill(['缺 {n} 件', '{n} missing'], { n: missing })), nobody > 0 && t(fill(['{n} 件无保管人', '{n} without custodian'], { n: nobody })), overdue > 0 && t(fill(['{n} 件检定过期', '{n} overdue'], { n: overdue }))].filter(Boolean).join(t(['，', ', ']))}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Matrix({ data, only }: { readonly data: CompletenessPage; readonly only: boolean }) {
  const { t } = useText();
  const format = useFormat();
  const caption = t(fill(['{day} 的配备情况', 'Tools on {day}'], { day: format.date(data.day) }));
  const line = (branch: CompletenessPage['branches'][number], kind: string) => branch.lines.find((l) => l.kind === kind);
  const kinds = data.kinds.filter((k) => !only || data.branches.some((b) => { const l = line(b, k.id); return l !== undefined && bad(l); }));
  return (
    <div className="w-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table className="w-report to-matrix">
        <caption>{caption}</caption>
        <thead><tr><th scope="col">{t(['种类', 'Kind'])}</th>{data.branches.map((b) => <th key={b.id} scope="col">{b.name.replace(/服务部$/, '')}</th>)}</tr></thead>
        <tbody>
          {kinds.map((k) => (
            <tr key={k.id}>
              <th scope="row">{k.name} <small>{t(k.category === 'instrument' ? ['仪器', 'instrument'] : ['工具', 'tool'])}</small></th>
              {data.branches.map((b) => <td key={b.id}><Cell of={line(b, k.id)} branch={b.id} kind={k.id} /></td>)}
            </tr>
          ))}
        </tbody>
      </table>
      {kinds.length === 0 && <p className="w-nothing">{t(['没有问题', 'Nothing is wrong'])}</p>}
    </div>
  );
}

function Cell({ of, branch, kind }: { readonly of: KindLine | undefined; readonly branch: string; readonly kind: string }) {
  const { t } = useText();
  if (!of || (of.required === 0 && of.present === 0)) return <span className="w-quiet">–</span>;
  return (
    <Go className="to-cell" data-bad={bad(of)} href={listHref('tool_item', { all: [{ field: 'branch', op: 'eq', value: branch }, { field: 'kind', op: 'eq', value: kind }] })}>
      <span className="w-figure">{of.present}/{of.required}</span>
      {of.missing > 0 && <b data-mark="missing">{t(fill(['缺 {n}', '{n} missing'], { n: of.missing }))}</b>}
      {of.withoutCustodian > 0 && <b data-mark="nobody">{t(fill(['{n} 无保管人', '{n} no custodian'], { n: of.withoutCustodian }))}</b>}
      {of.overdue > 0 && <b data-mark="overdue">{t(fill(['{n} 过期', '{n} overdue'], { n: of.overdue }))}</b>}
    </Go>
  );
}
