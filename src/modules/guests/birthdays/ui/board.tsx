/**
 * The birthday board of a month (生日看板): the frozen number and what was added, what to do today, the month as a strip of days, and the
 * members with their contact, gift, room and outcome. Serves VIP-2.1 to VIP-2.7, G3, G4.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { Label } from '../../../../kernel/api.ts';
import { addDays, daysInMonth, partsOf, weekday } from '../../../../kernel/calendar/plain-date.ts';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import { StateTag } from '../../../../web/widgets/state-tag.tsx';
import type { BirthdayBoardView, BoardRow } from '../board.ts';
import './birthdays.css';

export function BirthdayBoardPage() {
  const { t } = useText();
  const { history } = useRouter();
  const search = useSearch({ strict: false }) as { readonly month?: string };
  const params = search.month ? { month: search.month } : {};
  const found = useQuery({ queryKey: keys.query('birthday_board', params), queryFn: () => api.get<BirthdayBoardView>('/queries/birthday_board', { params }), placeholderData: keepPreviousData, retry: false });
  const board = found.data;
  const turn = (months: number) => { if (board) history.push(`${location.pathname}?month=${shifted(board.month, months)}`); };
  return (
    <div className="bd-page">
      <PageHeading title={t(['生日看板', 'Birthday board'])} note={board ? <Numbers board={board} /> : undefined}>
        <nav className="bd-turn no-print" aria-label={t(['选择月份', 'Choose a month'])}>
          <button type="button" className="text-button" onClick={() => turn(-1)} aria-label={t(['上个月', 'Previous month'])}>‹</button>
          <b>{board?.month ?? ''}</b>
          <button type="button" className="text-button" onClick={() => turn(1)} aria-label={t(['下个月', 'Next month'])}>›</button>
        </nav>
        {board?.record && <Go className="w-as-button no-print" href={recordHref('birthday_month', board.record.id)}>{t(['确认与上报', 'Confirm and report'])}</Go>}
      </PageHeading>
      <RefusalNote error={found.error} />
      {found.isPending && <Loading />}
      {board && <Body key={board.month} board={board} />}
    </div>
  );
}

const shifted = (month: string, by: number): string => {
  const { year, month: of } = partsOf(`${month}-01`);
  return new Date(Date.UTC(year, of - 1 + by, 1)).toISOString().slice(0, 7);
};

/** The number that was reported stays as it was signed; later additions stand beside it. */
function Numbers({ board }: { readonly board: BirthdayBoardView }) {
  const { t } = useText();
  const { record, tally } = board;
  const now: Label = fill(['名单 {listed} 人，已联系 {contacted}，能来 {coming}，已赠送 {given}', '{listed} on the list, {contacted} contacted, {coming} coming, {given} gifts given'], tally as never);
  if (record?.members == null) return <>{t(now)}{t(['；尚未上报', '; not reported yet'])}</>;
  return <>{t(fill(['上报 {members} 人（能来 {coming}）', 'Reported: {members} ({coming} coming)'], { members: record.members, coming: record.coming ?? 0 }))}{tally.additions > 0 && t(fill(['，之后新增 {n} 人', ', {n} added since'], { n: tally.additions }))}{t(['；', '; '])}{t(now)}</>;
}

function Body({ board }: { readonly board: BirthdayBoardView }) {
  const { t } = useText();
  const format = useFormat();
  const [day, setDay] = useState<string | null>(null);
  const rows = board.rows.filter((r) => day === null || r.visitOn === day);
  if (board.rows.length === 0) return <><Today board={board} /><EmptyState title={t(['本月还没有生日会员', 'No birthdays in this month'])} text={t(['名单在月初前七天自动生成。', 'The list is made by itself seven days before the month begins.'])} /></>;
  return (
    <>
      <Today board={board} />
      <Strip board={board} chosen={day} onChoose={(d) => setDay(d === day ? null : d)} />
      <Section title={day === null ? t(['本月会员', 'Members of the month']) : t(fill(['{day} 到店的会员', 'Visits on {day}'], { day: format.date(day) }))}
        extra={day !== null && <button type="button" className="text-button no-print" onClick={() => setDay(null)}>{t(['看整月', 'Whole month'])}</button>}>
        {rows.length === 0 ? <p className="w-hint">{t(['这一天没有生日会员', 'No birthdays on that day'])}</p> : <Members rows={rows} today={board.today} />}
      </Section>
    </>
  );
}

function Today({ board }: { readonly board: BirthdayBoardView }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <Section title={t(fill(['今天要做（{day}）', 'To do today ({day})'], { day: format.date(board.today) }))}>
      {board.todo.length === 0 ? <p className="w-hint">{t(['今天没有待办', 'Nothing to do today'])}</p> : (
        <ul className="bd-todo">
          {board.todo.map((item) => <li key={item.label[0]} data-tone={item.tone}><Go href={item.href}><b>{item.count}</b><span>{t(item.label)}</span></Go></li>)}
        </ul>
      )}
    </Section>
  );
}

const WEEKDAYS: readonly Label[] = [['一', 'Mo'], ['二', 'Tu'], ['三', 'We'], ['四', 'Th'], ['五', 'Fr'], ['六', 'Sa'], ['日', 'Su']];

function Strip({ board, chosen, onChoose }: { readonly board: BirthdayBoardView; readonly chosen: string | null; onChoose(day: string): void }) {
  const { t } = useText();
  const first = `${board.month}-01`;
  const { year, month } = partsOf(first);
  const days = Array.from({ length: daysInMonth(year, month) }, (_, i) => addDays(first, i));
  const today = useRef<HTMLLIElement>(null);
  // On a phone the strip is longer than the screen: today stands in its middle.
  useEffect(() => today.current?.scrollIntoView({ inline: 'center', block: 'nearest' }), []);
  return (
    <div className="bd-strip no-print" role="region" aria-label={t(['按日查看', 'By day'])} tabIndex={0}>
      <ol>
        {days.map((day) => {
          const guests = board.rows.filter((r) => r.visitOn === day && r.state !== 'withdrawn').length;
          const cut = board.cuts.find((c) => c.day === day);
          const spoken = [day, guests > 0 ? t(fill(['{n} 位会员', '{n} members'], { n: guests })) : t(['没有会员', 'nobody']), cut && t(cut.locked ? ['已对账', 'reconciled'] : ['对账日', 'day of reconciliation'])].filter(Boolean).join(t(['，', ', ']));
          return (
            <li key={day} ref={day === board.today ? today : undefined}>
              <button type="button" aria-pressed={day === chosen} aria-label={spoken} data-today={day === board.today} data-past={day < board.today} onClick={() => onChoose(day)}>
                <small>{t(WEEKDAYS[weekday(day) - 1]!)}</small><b>{Number(day.slice(8))}</b>
                <span className="bd-dots" aria-hidden>{guests > 0 ? guests : ''}</span>
                {cut && <i aria-hidden data-locked={cut.locked}>{cut.locked ? t(['已对', 'ok']) : t(['对账', 'count'])}</i>}
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

const CONTACT: { readonly [result: string]: Label } = { will_come: ['会来', 'will come'], will_not: ['不来', 'will not come'], not_reached: ['没联系上', 'not reached'], date_fixed: ['另约日期', 'another day'] };

function Members({ rows, today }: { readonly rows: readonly BoardRow[]; readonly today: string }) {
  const { t } = useText();
  const format = useFormat();
  const register = useRegister('birthday_visit');
  return (
    <div className="w-scroll bd-table bd-members">
      <table className="w-report">
        <thead>
          <tr>
            <th scope="col">{t(['到店', 'Visit'])}</th><th scope="col">{t(['会员', 'Member'])}</th><th scope="col">{t(['联系', 'Contact'])}</th>
            <th scope="col">{t(['礼品', 'Gift'])}</th><th scope="col">{t(['预约', 'Reservation'])}</th><th scope="col">{t(['状态', 'State'])}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((r) => (
            <tr key={r.id} data-today={r.visitOn === today} data-off={r.state === 'withdrawn'}>
              <td className="w-figure">{r.visitOn.slice(5)}{r.visitOn !== r.day && <small>{t(fill(['生日 {day}', 'birthday {day}'], { day: r.day.slice(5) }))}</small>}</td>
              <th scope="row"><Go href={recordHref('birthday_visit', r.id)}>{r.name}</Go><small>{t([r.keptAs, r.keptAsEnglish])}{r.addition && <em>{t(['新增', 'added'])}</em>}</small></th>
              <td>{r.contact === null ? <span className="w-quiet">{t(['未联系', 'not yet'])}</span> : t(CONTACT[r.contact] ?? [r.contact, r.contact])}</td>
              <td>{r.gift ?? <span className="w-quiet">—</span>}</td>
              <td>{r.reservationNo ? <>{r.reservationNo}<small>{[r.room, r.slotStart && format.dateTime(String(r.slotStart)).slice(-5)].filter(Boolean).join(' · ')}</small></> : <span className="w-quiet">—</span>}</td>
              <td><StateTag register={register} state={r.state} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
