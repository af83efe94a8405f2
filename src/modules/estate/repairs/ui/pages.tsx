/**
 * The repair desk (报修台): repairs by what they wait for, urgent ones first, each with its clock and the next step at hand. One column of cards,
 * made for a phone as much as for a desk. Serves LOG-2.5, LOG-2.6, TEA-1.
 */
import { useQuery } from '@tanstack/react-query';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { DeskStages, DeskSteps, useDeskStep } from '../../../../web/widgets/desk.tsx';
import { Go, listHref, recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import { ToneTag } from '../../../../web/widgets/state-tag.tsx';
import type { DeskState, JobRow, RepairDesk, RepairRow } from '../desk.ts';
import './repairs.css';

export const pages = { desk: DeskPage };
const ORDER = 'repair_order';
const DESK = 'repair_desk';
type Take = ReturnType<typeof useDeskStep>['take'];

function DeskPage() {
  const { t } = useText();
  const found = useQuery({ queryKey: keys.query(DESK, {}), queryFn: () => api.get<RepairDesk>(`/queries/${DESK}`), retry: false });
  const register = useRegister(ORDER);
  return (
    <div className="rd">
      <PageHeading title={t(['报修台', 'Repair desk'])} note={t(['分级、派单、接单、到场、完工、验收、回访、结算，急修在前', 'Grade, slip, take, arrive, finish, check, call back, settle; urgent ones first'])}>
        {register?.mayCreate && <Go className="primary-link" href={`/r/${ORDER}/new`}>{t(['登记报修', 'Enter a repair'])}</Go>}
      </PageHeading>
      <RefusalNote error={found.error} />
      {found.isPending && <Loading />}
      {found.data && <Stages desk={found.data} />}
    </div>
  );
}

function Stages({ desk }: { readonly desk: RepairDesk }) {
  const { take, dialog } = useDeskStep(DESK);
  return (
    <>
      <DeskStages columns={desk.columns} labels={SHORT}>{(shown) => <><Cards rows={shown.rows} take={take} /><Jobs jobs={desk.jobs} /></>}</DeskStages>
      {dialog}
    </>
  );
}
const SHORT = {
  reported: ['待分级', 'To grade'], graded: ['待派单', 'To issue'], slip_issued: ['待接单', 'To take'], taken: ['待到场', 'To arrive'], on_site: ['维修中', 'On site'], done: ['待验收', 'To check'], checked: ['待回访', 'To call'], called_back: ['待结算', 'To settle'], settled: ['待办结', 'To close'],
} as const satisfies { readonly [s in DeskState]: readonly [string, string] };
/** What is usually done next, the first of them first; everything else is on the record's own page. */
const OFFERED: { readonly [s in DeskState]: readonly string[] } = {
  reported: ['grade', 'refuse'], graded: ['issue_slip', 'grade'], slip_issued: ['take', 'issue_slip'], taken: ['arrive'], on_site: ['finish', 'add_material'], done: ['check', 'add_material'], checked: ['call_back'], called_back: ['settle'], settled: ['close'],
};
const CHANNELS: { readonly [c: string]: readonly [string, string] } = { page: ['网页', 'page'], phone: ['电话', 'phone'], qr: ['扫码', 'QR label'] };
const GRADES = { urgent: ['急修', 'Urgent'], small: ['小修', 'Small'], odd: ['零修', 'Odd job'] } as const;

function Cards({ rows, take }: { readonly rows: readonly RepairRow[]; readonly take: Take }) {
  const { t } = useText();
  if (rows.length === 0) return <EmptyState title={t(['这里没有要办的报修', 'Nothing waits here'])}><Go href={listHref(ORDER)}>{t(['看全部报修单', 'See all repairs'])}</Go></EmptyState>;
  return <ul className="w-desk-cards">{rows.map((r) => <li key={r.id}><Card row={r} take={take} /></li>)}</ul>;
}

function Card({ row, take }: { readonly row: RepairRow; readonly take: Take }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <article className="w-desk-card" aria-label={`${row.number} ${row.place}`}>
      <header>
        <h2>{row.building} {row.place}</h2>
        {row.grade && <ToneTag tone={row.grade === 'urgent' ? 'alarm' : 'waiting'} label={GRADES[row.grade]} />}
      </header>
      <p className="rd-content">{row.content}</p>
      <p className="w-quiet"><Go href={recordHref(ORDER, row.id)}>{row.number}</Go> · {t(CHANNELS[row.channel] ?? ['', ''])}{row.worker === null ? '' : ` · ${row.worker}`}</p>
      {row.due && <p className="rd-due" data-late={row.late}>{t(fill(row.late ? ['已超时，应于 {at}', 'Late: due {at}'] : ['应于 {at} 前', 'Due by {at}'], { at: format.dateTime(row.due) }))}</p>}
      {row.score !== null && <p className="w-quiet">{t(fill(['评分 {n} / 5', 'Score {n} of 5'], { n: row.score }))}</p>}
      <DeskSteps paper={{ register: ORDER, id: row.id }} number={row.number} state={row.state} offered={OFFERED[row.state]} take={take} />
    </article>
  );
}

function Jobs({ jobs }: { readonly jobs: readonly JobRow[] }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <aside className="rd-beside no-print">
      <Section title={t(['维修工程', 'Construction jobs'])} quiet>
        {jobs.length === 0 ? <p className="w-hint">{t(['没有在办的工程', 'None under way'])}</p> : (
          <ul className="rd-links">
            {jobs.map((j) => (
              <li key={j.id}>
                <Go href={recordHref('construction_project', j.id)}>{j.title}</Go>
                <span className="w-quiet">{t(j.state)}{j.waitingFor === '' ? '' : t([`，还差 ${j.waitingFor} 方签字`, `, ${j.waitingFor} signatures open`])}{j.ends_on === null ? '' : t([`，计划 ${j.ends_on} 竣工`, `, due ${format.date(j.ends_on)}`])}</span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t(['报表', 'Reports'])} quiet>
        <ul className="rd-links"><li><Go href="/report/repairs_by_building">{t(['维修（按房屋）', 'Repairs by building'])}</Go></li></ul>
      </Section>
    </aside>
  );
}
