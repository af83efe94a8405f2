/**
 * The contract ledger (合同台账一览): how many contracts stand where on a day, written out as the two sums that must agree; the contracts
 * that break them by name; what is not entered and not shipped yet. Serves FS-5.1, FS-5.2, FS-5.3, AC-27, CG-51.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import type { Filter, Label } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { ExportMenu } from '../../../../web/widgets/export-menu.tsx';
import { Go, listHref } from '../../../../web/widgets/go.tsx';
import { DateInput } from '../../../../web/widgets/inputs/index.tsx';
import { Proof } from '../../../../web/widgets/proof.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import type { LedgerPage } from '../ledger-page.ts';
import { Branches, ContractTable } from './tables.tsx';
import './ledger.css';

export const pages = { ledger: ContractLedger };

type Place = Pick<LedgerPage, 'as_of' | 'signed_from'>;

export function ContractLedger() {
  const { t } = useText();
  const search = useSearch({ strict: false }) as { readonly as_of?: string; readonly signed_from?: string };
  const params = { ...(search.as_of ? { as_of: search.as_of } : {}), ...(search.signed_from ? { signed_from: search.signed_from } : {}) };
  const found = useQuery({
    queryKey: keys.query('contract_ledger_page', params), retry: false, placeholderData: keepPreviousData, queryFn: () => api.get<LedgerPage>('/queries/contract_ledger_page', { params }),
  });
  const data = found.data;
  return (
    <div className="cl-page">
      <PageHeading title={t(['合同台账一览', 'Contract ledger at a glance'])} note={t(['挂账指登入售后服务台账', 'Entered means posted to the after-sales ledger'])}>
        {data && <Exports place={data} />}
      </PageHeading>
      {data && <Period key={`${data.as_of}${data.signed_from}`} place={data} />}
      <RefusalNote error={found.error} />
      {found.isPending && <Loading />}
      {data?.total === 0 && <EmptyState title={t(['这一天还没有合同', 'No contracts by that day'])}><Go href="/r/sales_contract/new">{t(['登记销售合同', 'Enter a sales contract'])}</Go></EmptyState>}
      {data && data.total > 0 && <div aria-busy={found.isPlaceholderData}><Standing data={data} /></div>}
    </div>
  );
}

function Standing({ data }: { readonly data: LedgerPage }) {
  const { t } = useText();
  const sum = (of: (b: LedgerPage['branches'][number]) => number) => data.branches.reduce((n, b) => n + of(b), 0);
  const [entered, exempt, pending] = [sum((b) => b.entered), sum((b) => b.not_to_enter), sum((b) => b.not_entered)];
  const [shipped, waiting] = [sum((b) => b.shipped), sum((b) => b.not_shipped)];
  const words = (group: string) => data.statuses.filter((s) => s.counts_as === group).map((s) => s.id);
  const group = (name: string) => (data.changedSince ? undefined : hrefOf(data, { field: 'ledger_status', op: 'in', value: words(name) }));
  const line = (label: Label, left: number) => ({ label, left, right: data.total, ok: left === data.total });
  return (
    <>
      <div className="cl-sums">
        <Sum title={['挂账', 'Ledger']} total={data.total} totalHref={hrefOf(data)} parts={[
          { label: ['已挂', 'Entered'], n: entered, href: group('entered') }, { label: ['不挂', 'Not to be entered'], n: exempt, href: group('not_to_enter') }, { label: ['未挂', 'Not yet entered'], n: pending, href: group('not_entered') },
        ]} />
        <Sum title={['发货', 'Shipping']} total={data.total} totalHref={hrefOf(data)} parts={[
          { label: ['已发货', 'Shipped'], n: shipped, href: hrefOf(data, { field: 'shipped_on', op: 'lte', value: data.as_of }) },
          { label: ['未发货', 'Not shipped'], n: waiting, href: hrefOf(data, { any: [{ field: 'shipped_on', op: 'empty' }, { field: 'shipped_on', op: 'gt', value: data.as_of }] }) },
        ]} />
      </div>
      <Offenders data={data} />
      <Proof lines={[line(['已挂 + 不挂 + 未挂 = 合同总数', 'Entered + not to be entered + not yet entered = contracts'], entered + exempt + pending), line(['已发货 + 未发货 = 合同总数', 'Shipped + not shipped = contracts'], shipped + waiting)]} />
      <Section title={t(['各区域服务部', 'By branch'])}><Branches data={data} hrefOf={(unit, ...more) => hrefOf(data, { field: 'unit_id', op: 'eq', value: unit }, ...more)} /></Section>
      <Section title={t(fill(['未发货 {n} 份', 'Not shipped: {n}'], { n: data.notShipped.length }))}><ContractTable rows={data.notShipped} asOf={data.as_of} since={['签订至今', 'Since signing']} /></Section>
      <Section title={t(fill(['未挂账 {n} 份', 'Not yet entered: {n}'], { n: data.notEntered.length }))}><ContractTable rows={data.notEntered} asOf={data.as_of} since={['签订至今', 'Since signing']} /></Section>
      {data.changedSince && <p className="w-quiet">{t(['有合同在这一天之后改变了挂账状态；三类合同的明细请在报表“合同履约”中点开。', 'Contracts have changed their status since; open the three groups from the report “Contract fulfilment”.'])}</p>}
    </>
  );
}

interface Part { readonly label: Label; readonly n: number; readonly href: string | undefined }
function Sum({ title, parts, total, totalHref }: { readonly title: Label; readonly parts: readonly Part[]; readonly total: number; readonly totalHref: string }) {
  const { t } = useText();
  const format = useFormat();
  const ok = parts.reduce((n, p) => n + p.n, 0) === total;
  const figure = (p: Part) => (p.href ? <Go href={p.href} aria-label={`${t(p.label)} ${p.n}`}>{format.number(p.n)}</Go> : <b>{format.number(p.n)}</b>);
  return (
    <section aria-label={t(title)}>
      <ul className="cl-sum">
        {parts.flatMap((p, i) => [
          ...(i === 0 ? [] : [<li key={`${p.label[0]} +`} className="cl-sign" aria-hidden>+</li>]),
          <li key={p.label[0]}><span>{t(p.label)}</span>{figure(p)}</li>,
        ])}
        <li className="cl-sign" data-ok={ok}>{ok ? '=' : '≠'}</li>
        <li><span>{t(['合同', 'Contracts'])}</span><Go href={totalHref}>{format.number(total)}</Go></li>
      </ul>
    </section>
  );
}

/** A word that nobody has said what it counts as: the contracts that carry it, and where to say it. */
function Offenders({ data }: { readonly data: LedgerPage }) {
  const { t } = useText();
  if (data.offenders.length === 0) return null;
  const words = [...new Set(data.offenders.map((c) => c.status ?? '—'))].join('、');
  return (
    <div className="cl-offenders" role="alert">
      <h2>{t(fill(['{n} 份合同不在三类之内', '{n} contracts are in none of the three groups'], { n: data.offenders.length }))}</h2>
      <ContractTable rows={data.offenders} asOf={data.as_of} since={['签订至今', 'Since signing']} />
      <p>{t(fill(['状态“{words}”还没有说明计入哪一类。', 'Nobody has said yet what “{words}” counts as.'], { words }))} <Go href="/r/contract_ledger_status">{t(['到“挂账状态”里说明', 'Say it in the register of statuses'])}</Go></p>
    </div>
  );
}

function Period({ place }: { readonly place: Place }) {
  const { t } = useText();
  const { history } = useRouter();
  const [at, setAt] = useState(place);
  const show = (p: Place) => history.push(`${location.pathname}?${new URLSearchParams({ as_of: p.as_of, ...(p.signed_from ? { signed_from: p.signed_from } : {}) })}`);
  const submit = (e: FormEvent) => { e.preventDefault(); show(at); };
  return (
    <form className="cl-bar no-print" onSubmit={submit} aria-label={t(['截至与范围', 'Day and range'])}>
      <span>{t(['截至', 'As of'])} <DateInput label={t(['截至', 'As of'])} value={at.as_of} onChange={(v) => setAt({ ...at, as_of: typeof v === 'string' ? v : at.as_of })} /></span>
      <span>{t(['签订自', 'Signed from'])} <DateInput label={t(['签订自', 'Signed from'])} value={at.signed_from} onChange={(v) => setAt({ ...at, signed_from: typeof v === 'string' ? v : null })} /></span>
      <Button type="primary" htmlType="submit">{t(['查看', 'Show'])}</Button>
    </form>
  );
}

function Exports({ place }: { readonly place: Place }) {
  return <span className="no-print"><ExportMenu path="/reports/contract_fulfilment/export" query={{ params: { as_of: place.as_of, signed_from: place.signed_from } }} /></span>;
}

function hrefOf(place: Place, ...more: readonly Filter[]): string {
  return listHref('sales_contract', { all: [
    { field: 'signed_on', op: 'lte', value: place.as_of },
    ...(place.signed_from ? [{ field: 'signed_on', op: 'gte', value: place.signed_from } as const] : []),
    { any: [{ field: 'cancelled_on', op: 'empty' }, { field: 'cancelled_on', op: 'gt', value: place.as_of }] },
    ...more,
  ] });
}
