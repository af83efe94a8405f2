/**
 * The store keeper's desk (配件台): applications by what they wait for, the longest waiting first, with the steps of each at hand. Made for a tablet:
 * one column of cards, buttons a finger wide, a scanner or a few letters find the card. Serves FS-3.4, SM-25.
 */
import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { api, keys } from '../../../../web/client.ts';
import { fill, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { DeskStages, DeskSteps, useDeskStep } from '../../../../web/widgets/desk.tsx';
import { Go, listHref, recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import type { Desk, DeskRow, DeskState } from '../desk.ts';
import { Card } from './card.tsx';
import './parts.css';

export const pages = { desk: DeskPage };
const APPLICATION = 'part_application';
const DESK = 'parts_desk';

export function DeskPage() {
  const { t } = useText();
  const found = useQuery({ queryKey: keys.query(DESK, {}), queryFn: () => api.get<Desk>(`/queries/${DESK}`), retry: false });
  const register = useRegister(APPLICATION);
  return (
    <div className="pd">
      <PageHeading title={t(['配件台', 'Parts desk'])} note={t(['申报、判定、批准、发放、更换、收旧件、确认，等得最久的在前', 'Applied, decided, approved, issued, fitted, old part, confirmed; the longest waiting first'])}>
        {register?.mayCreate && <Go className="primary-link" href={`/r/${APPLICATION}/new`}>{t(['申报配件', 'Apply for a part'])}</Go>}
      </PageHeading>
      <RefusalNote error={found.error} />
      {found.isPending && <Loading />}
      {found.data && <Stages desk={found.data} />}
    </div>
  );
}

function Stages({ desk }: { readonly desk: Desk }) {
  const { t } = useText();
  const { take, dialog } = useDeskStep(DESK);
  const [typed, setTyped] = useState('');
  // Whoever looks for a card finds it in whatever stage it stands.
  const found = typed.trim() === '' ? null : desk.columns.flatMap((c) => c.rows).filter((r) => matches(r, typed.trim()));
  return (
    <>
      <Input className="pd-find no-print" size="large" allowClear value={typed} onChange={(e) => setTyped(e.target.value)} aria-label={t(['找申报单', 'Find an application'])} placeholder={t(['扫码，或键入单号、配件、客户', 'Scan, or type a number, part or customer'])} />
      <DeskStages columns={desk.columns} labels={SHORT} onTurn={() => setTyped('')}>
        {(shown) => <><Cards rows={found ?? shown.rows} searching={found !== null} take={take} /><Beside desk={desk} /></>}
      </DeskStages>
      {dialog}
    </>
  );
}
const SHORT = {
  applied: ['待判定', 'To decide'], decided: ['待批准', 'To approve'], approved: ['待发放', 'To issue'], issued: ['待更换', 'To fit'], from_van: ['随车待补', 'From van'], replaced: ['待交旧件', 'Old part'], old_part_in: ['待确认', 'To confirm'],
} as const satisfies { readonly [s in DeskState]: readonly [string, string] };

function matches(r: DeskRow, typed: string): boolean {
  // A label holds the address of the record; its id is at the end.
  const wanted = typed.split('/').at(-1)!.toLowerCase();
  return [r.id, r.number, r.part, r.customer, r.unit, r.region, r.technician, r.orderNumber ?? ''].some((one) => one.toLowerCase().includes(wanted));
}

function Cards({ rows, searching, take }: { readonly rows: readonly DeskRow[]; readonly searching: boolean; readonly take: ReturnType<typeof useDeskStep>['take'] }) {
  const { t } = useText();
  if (rows.length === 0) return <EmptyState title={searching ? t(['没有找到', 'Nothing found']) : t(['这里没有要办的申报', 'Nothing waits here'])}><Go href={listHref(APPLICATION)}>{t(['看全部申报单', 'See all applications'])}</Go></EmptyState>;
  return (
    <ul className="w-desk-cards">
      {rows.map((r) => (
        <li key={r.id}>
          <Card row={r}><DeskSteps paper={{ register: APPLICATION, id: r.id }} number={r.number} state={r.state} offered={OFFERED[r.state]} notYet={r.missing !== null && 'approve'} take={take} /></Card>
        </li>
      ))}
    </ul>
  );
}
/** What is usually done next in a stage, the first of them first; everything else is on the record's own page. */
const OFFERED: { readonly [s in DeskState]: readonly string[] } = {
  applied: ['check_warranty', 'record_remedy', 'refuse'], decided: ['approve', 'record_remedy', 'repaired', 'refuse'], approved: ['issue', 'withdraw'], issued: ['replace', 'take_back'],
  from_van: ['complete'], replaced: ['receive_old_part', 'no_old_part', 'record_terms'], old_part_in: ['confirm', 'record_terms'],
};

function Beside({ desk }: { readonly desk: Desk }) {
  const { t } = useText();
  const mayReceive = useRegister('stock_receipt')?.mayCreate === true;
  return (
    <aside className="pd-beside no-print">
      {mayReceive && (
        <Section title={t(['库存办理', 'Stock'])} quiet>
          <ul className="pd-links">
            <li><Go className="w-as-button" href="/r/stock_receipt/new">{t(['入库', 'Receive'])}</Go></li>
            <li><Go className="w-as-button" href="/r/stock_move/new">{t(['调拨、返厂、处置', 'Move, return or dispose'])}</Go></li>
            <li><Go className="w-as-button" href="/r/stock_count/new">{t(['盘点', 'Count'])}</Go></li>
          </ul>
        </Section>
      )}
      {desk.short.length > 0 && (
        <Section title={t(fill(['低于最低库存 {n} 种', 'Below the least stock: {n}'], { n: desk.short.length }))} quiet>
          <ul className="pd-short">{desk.short.map((s) => <li key={s.id}><Go href={recordHref('part', s.id)}>{s.name}</Go><span className="w-figure">{s.held} / {s.minimum}</span></li>)}</ul>
        </Section>
      )}
      <Section title={t(['报表', 'Reports'])} quiet>
        <ul className="pd-links">
          <li><Go href="/report/part_stock_by_place">{t(['库存（按库位）', 'Stock by place'])}</Go></li>
          <li><Go href="/report/parts_by_region">{t(['更换（按区域）', 'Replaced by region'])}</Go></li>
          <li><Go href="/report/old_parts_outstanding">{t(['旧件未交', 'Old parts outstanding'])}</Go></li>
          <li><Go href="/report/part_movements">{t(['收发存', 'In, out and on hand'])}</Go></li>
        </ul>
      </Section>
    </aside>
  );
}
