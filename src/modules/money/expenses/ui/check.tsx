/**
 * Check of a typed total (核对填报总额): figures are pasted with the total that came with them; the sum, the difference and the
 * category that is missing are shown. Nothing is stored. The items can be entered without the total. Serves FS-3.3, CG-42, AC-24.
 */
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { api } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { PageHeading } from '../../../../web/shell/page.tsx';
import { fenOf } from '../../../../web/widgets/amount.ts';
import { Go } from '../../../../web/widgets/go.tsx';
import { DateInput } from '../../../../web/widgets/inputs/index.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import type { TotalCheck } from '../reports.ts';
import './budget.css';

export function CheckPage() {
  const { t } = useText();
  const format = useFormat();
  const today = format.day(new Date());
  const [form, setForm] = useState({ items: '', stated: '', from: `${today.slice(0, 4)}-01-01`, to: today });
  const check = useMutation({
    mutationFn: () => api.get<TotalCheck>('/queries/cost_total_check', { params: { items: form.items, ...(form.stated.trim() !== '' && { stated: fenOf(form.stated) }), from: form.from, to: form.to } }),
  });
  const set = (name: keyof typeof form) => (value: unknown) => setForm((before) => (typeof value === 'string' ? { ...before, [name]: value } : before));
  const submit = (e: FormEvent) => { e.preventDefault(); check.mutate(); };
  return (
    <div className="bx-check">
      <PageHeading title={t(['核对填报总额', 'Check a typed total'])} note={t(['只核对，不保存；总额一律由各项算出。', 'Compared only, nothing is stored; totals are always computed from the items.'])} />
      <form onSubmit={submit}>
        <div className="bx-bar">
          <DateInput label={t(['起', 'From'])} value={form.from} onChange={set('from')} />
          <DateInput label={t(['截至，含当日', 'As of, that day included'])} value={form.to} onChange={set('to')} />
        </div>
        <div className="bx-field">
          <label htmlFor="bx-items">{t(['各项费用，每行一项：科目 金额（元）', 'Items, one a line: category and amount in yuan'])}</label>
          <textarea id="bx-items" rows={8} required value={form.items} onChange={(e) => set('items')(e.target.value)} placeholder={t(['车辆费 29,836', '车辆 29,836'])} />
        </div>
        <div className="bx-field">
          <label htmlFor="bx-stated">{t(['填报总额（元）', 'Typed total, in yuan'])}</label>
          <input id="bx-stated" inputMode="decimal" value={form.stated} onChange={(e) => set('stated')(e.target.value)} />
        </div>
        <Button type="primary" htmlType="submit" loading={check.isPending}>{t(['核对', 'Check'])}</Button>
      </form>
      <RefusalNote error={check.error} />
      {check.data && <Result check={check.data} />}
    </div>
  );
}

function Result({ check }: { readonly check: TotalCheck }) {
  const { t } = useText();
  const format = useFormat();
  const problems = [...check.unread, ...check.twice];
  const agrees = check.difference === null || check.difference === 0;
  return (
    <Section title={t(['结果', 'Result'])}>
      {problems.length > 0 && <p className="bx-gap">{t(fill(['看不懂或重复：{lines}', 'Not understood, or named twice: {lines}'], { lines: problems.join('；') }))}</p>}
      <p className="bx-gap" data-ok={agrees} role="status">
        {t(fill(['各项之和 {sum}', 'Sum of the items {sum}'], { sum: format.money(check.computed) }))}
        {check.stated !== null && <>{t(fill(['；填报总额 {stated}；相差 {gap}', '; typed total {stated}; difference {gap}'], { stated: format.money(check.stated), gap: format.money(Math.abs(check.difference ?? 0)) }))}</>}
        {t(['。', '. '])}
        {!agrees && t(check.missing.length > 0 ? fill(['请补充未列科目：{names}。填报总额不予保存。', 'Give the missing category: {names}. The typed total is not kept.'], { names: check.missing.join('、') })
          : ['请核对各项金额。填报总额不予保存。', 'Check the amounts. The typed total is not kept.'])}
      </p>
      <div className="w-scroll" tabIndex={0} role="region" aria-label={t(['各项', 'Items'])}>
        <table className="w-report">
          <caption>{t(['各项', 'Items'])}</caption>
          <thead><tr><th scope="col">{t(['科目', 'Category'])}</th><th scope="col" className="w-num">{t(['金额', 'Amount'])}</th></tr></thead>
          <tbody>{check.lines.map((l) => <tr key={l.name}><th scope="row">{l.name}</th><td className="w-num">{format.money(l.amount)}</td></tr>)}</tbody>
          <tfoot><tr><th scope="row">{t(['各项之和', 'Sum of the items'])}</th><td className="w-num">{format.money(check.computed)}</td></tr></tfoot>
        </table>
      </div>
      <ul className="bx-notes">
        {check.against.map((a) => (
          <li key={a.months[0]}>
            {t(fill(['对照 {months} 的额度 {quota}：各项之和占 {computed}%', 'Of {months} of quota, {quota}: the items make {computed} %'], { months: a.months, quota: format.money(a.quota), computed: a.computed ?? '――' }))}
            {a.stated !== null && t(fill(['，填报总额占 {stated}%', ', the typed total {stated} %'], { stated: a.stated }))}
          </li>
        ))}
      </ul>
      {check.unexplained !== null && (
        <p className="bx-gap">
          {t(fill(['同期配件装用成本 {parts}（保内 {inside}，保外 {outside}），差额中仍有 {rest} 未能说明。', 'Parts fitted in the period cost {parts} ({inside} in warranty, {outside} out of it); {rest} of the difference stays unexplained.'],
            { parts: format.money(check.parts.total), inside: format.money(check.parts.inWarranty), outside: format.money(check.parts.outOfWarranty), rest: format.money(check.unexplained) }))}{' '}
          <Go href={`/report/parts_by_region?from=${check.from}&to=${check.to}`}>{t(['看配件申报单', 'See the parts applications'])}</Go>
        </p>
      )}
      <Go href="/r/cost_statement">{t(['把各项录入费用明细', 'Enter the items as imported costs'])}</Go>
    </Section>
  );
}
