/** The store keeper's desk (物资台): what waits to be approved, issued or received, and every shelf with its warning. Serves LOG-3.6, LOG-3.7. */
import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { api, keys } from '../../../../web/client.ts';
import { fill, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { DeskSteps, useDeskStep } from '../../../../web/widgets/desk.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import { ToneTag } from '../../../../web/widgets/state-tag.tsx';
import type { DeskRow, ShelfRow, StoreDesk } from '../desk.ts';
import './consumables.css';

export const pages = { desk: DeskPage };
const QUERY = 'store_desk';

function DeskPage() {
  const { t } = useText();
  const found = useQuery({ queryKey: keys.query(QUERY, {}), queryFn: () => api.get<StoreDesk>(`/queries/${QUERY}`), retry: false });
  const request = useRegister('consumable_request');
  return (
    <div className="sd">
      <PageHeading title={t(['物资台', 'Store desk'])} note={t(['待批准、待领、待到货、待处理的盘点；低于最低库存的在最上面', 'To approve, to issue, to receive, counts to settle; what runs short comes first'])}>
        {request?.mayCreate && <Go className="primary-link" href="/r/consumable_request/new">{t(['申请领用', 'Ask for something'])}</Go>}
      </PageHeading>
      <RefusalNote error={found.error} />
      {found.isPending && <Loading />}
      {found.data && (
        <div className="sd-body">
          <Waiting rows={found.data.waiting} />
          <Shelves rows={found.data.shelves} />
        </div>
      )}
    </div>
  );
}

/** What is usually done next with each kind of paper. */
const OFFERED: { readonly [register in DeskRow['register']]: { readonly [state: string]: readonly string[] } } = {
  consumable_request: { requested: ['approve', 'refuse'], approved: ['issue'] }, consumable_purchase: { requested: ['approve', 'refuse'], approved: ['receive'] }, consumable_count: { counted: ['approve', 'count_again'] },
};
const WHAT: { readonly [key: string]: readonly [string, string] } = {
  'consumable_request/requested': ['领用待批', 'To approve'], 'consumable_request/approved': ['待领', 'To issue'], 'consumable_purchase/requested': ['采购待批', 'Purchase to approve'], 'consumable_purchase/approved': ['待到货', 'To receive'], 'consumable_count/counted': ['盘点差异', 'Count differs'],
};

function Waiting({ rows }: { readonly rows: readonly DeskRow[] }) {
  const { t } = useText();
  const { take, dialog } = useDeskStep(QUERY);
  return (
    <section aria-label={t(['待办单据', 'Papers waiting'])}>
      {rows.length === 0 ? <EmptyState title={t(['没有要办的单据', 'Nothing waits'])} /> : <ul className="w-desk-cards">{rows.map((row) => <li key={row.id}><Card row={row} take={take} /></li>)}</ul>}
      {dialog}
    </section>
  );
}

function Card({ row, take }: { readonly row: DeskRow; readonly take: ReturnType<typeof useDeskStep>['take'] }) {
  const { t } = useText();
  const issuing = row.register === 'consumable_request';
  return (
    <article className="w-desk-card" aria-label={`${row.number} ${row.item}`}>
      <header>
        <h2>{row.item} <span className="w-desk-pieces">× {row.quantity} {row.measure}</span></h2>
        <ToneTag tone={row.state === 'approved' ? 'active' : 'waiting'} label={WHAT[`${row.register}/${row.state}`] ?? ['', '']} />
      </header>
      <p className="w-quiet"><Go href={recordHref(row.register, row.id)}>{row.number}</Go>{row.who === '' ? '' : ` · ${row.who}`}{row.purpose === '' ? '' : ` · ${row.purpose}`}</p>
      {issuing && <p className="sd-held" data-enough={row.held >= row.quantity}>{t(fill(['库存 {n} {unit}', '{n} {unit} in stock'], { n: row.held, unit: row.measure }))}</p>}
      {row.days > 0 && <p className="w-quiet">{t(fill(['已等 {n} 天', row.days === 1 ? 'waiting one day' : 'waiting {n} days'], { n: row.days }))}</p>}
      <DeskSteps paper={row} number={row.number} state={row.state} offered={OFFERED[row.register][row.state] ?? []} take={take} />
    </article>
  );
}

function Shelves({ rows }: { readonly rows: readonly ShelfRow[] }) {
  const { t } = useText();
  const [typed, setTyped] = useState('');
  const mayReceive = useRegister('consumable_receipt')?.mayCreate === true;
  const shown = rows.filter((r) => `${r.name} ${r.shelf ?? ''}`.toLowerCase().includes(typed.trim().toLowerCase())).toSorted((a, b) => Number(b.warning !== null) - Number(a.warning !== null));
  return (
    <aside>
      {mayReceive && (
        <ul className="sd-links no-print">
          <li><Go className="w-as-button" href="/r/consumable_receipt/new">{t(['入库', 'Receive'])}</Go></li>
          <li><Go className="w-as-button" href="/r/consumable_count/new">{t(['盘点', 'Count'])}</Go></li>
          <li><Go className="w-as-button" href="/r/consumable_purchase/new">{t(['申请采购', 'Ask to buy'])}</Go></li>
          <li><Go href="/report/consumable_movements">{t(['收发存报表', 'Consumption and stock'])}</Go></li>
        </ul>
      )}
      <Section title={t(['库存', 'Stock'])} quiet>
        <Input allowClear value={typed} onChange={(e) => setTyped(e.target.value)} aria-label={t(['找物资', 'Find an item'])} placeholder={t(['名称或货位', 'Name or shelf'])} />
        <ul className="sd-shelves">
          {shown.map((r) => (
            <li key={r.id} data-warning={r.warning ?? ''}>
              <Go href={recordHref('consumable', r.id)}>{r.name}</Go>
              <span className="w-figure">{r.held} {r.measure}{r.warning === null ? '' : t([`，最低 ${r.minimum ?? 0}`, `, least ${r.minimum ?? 0}`])}</span>
            </li>
          ))}
        </ul>
      </Section>
    </aside>
  );
}
