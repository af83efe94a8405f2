/**
 * What is owed (应扣一览): by person for a month, each claim with what is taken, what is carried over and why. Payroll opens the month and takes the
 * file from here; everybody else sees themselves. Serves SM-5, LG-1, AC-08.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { Written } from '../../../../kernel/api.ts';
import { addMonths } from '../../../../kernel/calendar/plain-date.ts';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { ExportMenu } from '../../../../web/widgets/export-menu.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { NOT_LEGAL_ADVICE } from '../guard.rules.ts';
import type { Owed, OwedClaim, OwedPerson } from '../queries.ts';
import { KIND_WORDS, STATE_WORDS, THING_WORDS } from './words.ts';
import './deductions.css';

export function OwedPage() {
  const { t } = useText();
  const search = useSearch({ strict: false }) as { readonly month?: string };
  const params = search.month ? { month: search.month } : {};
  const owed = useQuery({ queryKey: keys.query('deductions_owed', params), retry: false, placeholderData: keepPreviousData, queryFn: () => api.get<Owed>('/queries/deductions_owed', { params }) });
  const [failed, setFailed] = useState<unknown>(null);
  const { data } = owed;
  return (
    <div className="dk">
      <PageHeading title={t(['应扣一览', 'What is owed'])} note={t(data?.everybody === false ? ['您的赔偿与扣款：为什么、本月扣多少、结转多少', 'Your claims and deductions: why, how much this month, how much is carried over'] : ['每人为什么应扣、本月扣多少、结转多少', 'Who owes what and why, what is taken this month and what is carried over'])}>
        {data && <Tools owed={data} fail={setFailed} />}
      </PageHeading>
      <RefusalNote error={failed ?? owed.error} />
      {owed.isPending && <Loading />}
      {data && <Terms owed={data} />}
      {data?.people.length === 0 && <EmptyState title={t(data.everybody ? ['这个月没有应扣', 'Nothing is owed for this month'] : ['您没有应扣', 'You owe nothing'])} />}
      {data?.people.map((p) => <Person key={p.employee} person={p} owed={data} />)}
    </div>
  );
}

function Tools({ owed, fail }: { readonly owed: Owed; readonly fail: (error: unknown) => void }) {
  const { t } = useText();
  const { history } = useRouter();
  const month = useRegister('deduction_month');
  const move = (by: number) => history.push(`${location.pathname}?month=${addMonths(`${owed.month}-01`, by).slice(0, 7)}`);
  const open = () => { fail(null); api.post<Written>('/records/deduction_month', { values: { month: owed.month } }).then((w) => history.push(recordHref('deduction_month', w.id)), fail); };
  const approved = owed.record !== null && owed.record.state !== 'draft';
  return (
    <span className="dk-tools no-print">
      <Button aria-label={t(['上个月', 'Month before'])} onClick={() => move(-1)}>‹</Button><b>{owed.month}</b><Button aria-label={t(['下个月', 'Month after'])} onClick={() => move(1)}>›</Button>
      <Button onClick={() => print()}>{t(['打印', 'Print'])}</Button>
      {owed.everybody && approved && <ExportMenu path="/reports/payroll_file/export" query={{ params: { month: owed.month } }} />}
      {owed.everybody && owed.record && <Button type={approved ? 'default' : 'primary'} onClick={() => history.push(recordHref('deduction_month', owed.record!.id))}>{t(approved ? ['月度扣款单', 'The month’s record'] : ['核对并批准…', 'Check and approve…'])}</Button>}
      {owed.everybody && !owed.record && month?.mayCreate && <Button type="primary" onClick={open}>{t(['计算本月扣款…', 'Compute the month…'])}</Button>}
    </span>
  );
}

function Terms({ owed }: { readonly owed: Owed }) {
  const { t } = useText();
  const format = useFormat();
  const { terms, record } = owed;
  return (
    <div className="dk-terms">
      {terms === null ? <p className="dk-open">{t(['当地最低工资还没有答复，不能计算扣款；请在“规章参数”中填写', 'The local minimum wage has no answer yet, so nothing can be computed; enter it under Parameters'])}</p>
        : <p>{t(fill(['口径：{profile}；截止日 {cut}；最低工资 {wage}', 'Profile: {profile}; cut-off {cut}; minimum wage {wage}'], { profile: terms.profile, cut: format.date(terms.cutOff), wage: terms.minimumWage === null ? '–' : format.money(terms.minimumWage) }))}</p>}
      {owed.everybody && record && <p><b>{format.money(record.total)}</b> {t(['本月扣款', 'taken this month'])} · <b>{format.money(record.carried)}</b> {t(['结转', 'carried over'])} · {t(record.state === 'draft' ? ['已计算，待批准', 'computed, to be approved'] : record.state === 'approved' ? ['已批准', 'approved'] : ['已交付工资系统', 'handed to payroll'])}</p>}
      {owed.record === null && terms !== null && <p>{t(['本月还没有批准的扣款，下面是按现在情况会扣的数', 'Nothing has been approved for this month; below is what would be taken as things stand'])}</p>}
      <p className="dk-law">{t(NOT_LEGAL_ADVICE)}</p>
    </div>
  );
}

function Person({ person, owed }: { readonly person: OwedPerson; readonly owed: Owed }) {
  const { t } = useText();
  const format = useFormat();
  const coming = person.coming.map((fen, i) => `${addMonths(`${owed.month}-01`, i + 1).slice(0, 7)} ${format.money(fen)}`).join(t(['，', ', ']));
  return (
    <section className="dk-person" aria-label={person.name}>
      <header>
        <h2>{person.name} <small>{person.staffNo}</small></h2>
        <dl>
          {person.wage !== null && <div><dt>{t(['当月工资', 'Wage'])}</dt><dd>{format.money(person.wage)}</dd></div>}
          {person.wage !== null && <div><dt>{t(['至多可扣', 'At most'])}</dt><dd>{format.money(person.cap)}</dd></div>}
          <div><dt>{t(['本月扣', 'This month'])}</dt><dd><b>{format.money(person.deducted)}</b></dd></div>
          <div><dt>{t(['结转', 'Carried over'])}</dt><dd>{format.money(person.carried)}</dd></div>
        </dl>
      </header>
      <div className="w-scroll" tabIndex={0} role="region" aria-label={t(fill(['{name} 的各单', 'Claims of {name}'], { name: person.name }))}>
        <table className="w-report dk-table">
          <thead><tr><th scope="col">{t(['单号', 'Claim'])}</th><th scope="col">{t(['事由', 'What for'])}</th><th scope="col">{t(['状态', 'State'])}</th><th scope="col" className="w-num">{t(['金额', 'Amount'])}</th><th scope="col" className="w-num">{t(['已扣缴', 'Taken'])}</th><th scope="col" className="w-num">{t(['本月扣', 'This month'])}</th><th scope="col" className="w-num">{t(['结转', 'Carried'])}</th><th scope="col">{t(['原因', 'Why'])}</th></tr></thead>
          <tbody>{person.claims.map((c) => <Claim key={c.id} claim={c} />)}</tbody>
        </table>
      </div>
      {coming !== '' && <p className="dk-coming">{t(['工资不变时其后：', 'At the same wage, then: '])}{coming}</p>}
    </section>
  );
}

function Claim({ claim }: { readonly claim: OwedClaim }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <tr>
      <th scope="row"><Go href={recordHref('money_claim', claim.id)}>{claim.number}</Go></th>
      <td className="dk-what"><b>{t(claim.thing === null ? KIND_WORDS[claim.kind] : THING_WORDS[claim.thing as keyof typeof THING_WORDS])}</b> {claim.description}<small>{format.date(claim.happenedOn)} · {claim.clause}</small></td>
      <td className="dk-state">{t(STATE_WORDS[claim.state] ?? ['', ''])}</td>
      <td className="w-num w-figure" data-label={t(['金额', 'Amount'])}>{format.money(claim.amount)}</td><td className="w-num w-figure" data-label={t(['已扣缴', 'Taken'])}>{format.money(claim.taken)}</td>
      <td className="w-num w-figure" data-label={t(['本月扣', 'This month'])}><b>{format.money(claim.deducted)}</b></td><td className="w-num w-figure" data-label={t(['结转', 'Carried'])}>{format.money(claim.carried)}</td>
      <td className="dk-why">{t(claim.why)}</td>
    </tr>
  );
}
