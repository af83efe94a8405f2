/** What may be worn and which telephone may be used (着装与手机规定) on a day, each cell with its reason. Serves AC-17, AC-18, CG-07 to CG-10, CG-23. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { DateInput } from '../../../../web/widgets/inputs/index.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import type { HouseRules } from '../house-rules.ts';
import './workplace.css';

const WEEK = [['一', 'Mon'], ['二', 'Tue'], ['三', 'Wed'], ['四', 'Thu'], ['五', 'Fri'], ['六', 'Sat'], ['日', 'Sun']] as const;
const WORDS = {
  allowed: ['可以', 'yes'], forbidden: ['不可以', 'no'], 'no-rule': ['没有规定', 'no rule'], flagged: ['提醒', 'flagged'], advice: ['建议', 'advice'], recorded: ['只记录', 'recorded'], exempt: ['豁免', 'exempt'], offence: ['违纪', 'breach'],
} as const;

export function HouseRulesPage() {
  const { t } = useText();
  const format = useFormat();
  const { history } = useRouter();
  const search = useSearch({ strict: false }) as { readonly day?: string };
  const params = search.day ? { day: search.day } : {};
  const rules = useQuery({ queryKey: keys.query('house_rules', params), queryFn: () => api.get<HouseRules>('/queries/house_rules', { params }), placeholderData: keepPreviousData, retry: false });
  const data = rules.data;
  return (
    <div className="wk-page">
      <PageHeading title={t(['着装与手机规定', 'Dress and telephones'])} note={data?.version ? t(fill(['按 {day} 生效的守则 {no} 版', 'By the rulebook version {no} in force on {day}'], { day: format.date(data.day), no: data.version })) : undefined} />
      <RefusalNote error={rules.error} />
      {rules.isPending && <Loading />}
      {data && <div className="wk-bar no-print"><DateInput label={t(['日期', 'Day'])} value={data.day} onChange={(day) => { if (typeof day === 'string') history.push(`${location.pathname}?day=${day}`); }} /></div>}
      {data && data.version === null && <EmptyState title={t(['当天没有生效的守则', 'No rulebook was in force on that day'])} />}
      {data?.version && <><Dress data={data} /><Phones data={data} /><Zones data={data} /></>}
    </div>
  );
}

function Dress({ data }: { readonly data: HouseRules }) {
  const { t } = useText();
  const today = (new Date(`${data.day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return (
    <section className="wk-section">
      <h2>{t(['着装', 'Dress'])}</h2>
      <div className="w-scroll" tabIndex={0} role="region" aria-label={t(['着装', 'Dress'])}>
        <table className="w-report wk-matrix">
          <thead><tr><th scope="col">{t(['衣物', 'Item'])}</th>{WEEK.map((w, i) => <th key={w[1]} scope="col" data-today={i === today}>{t(w)}</th>)}</tr></thead>
          <tbody>{data.dress.map((d) => <tr key={d.label[1]}><th scope="row">{t(d.label)}</th>{d.week.map((v, i) => <td key={WEEK[i]![1]} data-verdict={v} data-today={i === today}>{t(WORDS[v])}</td>)}</tr>)}</tbody>
        </table>
      </div>
    </section>
  );
}

function Phones({ data }: { readonly data: HouseRules }) {
  const { t } = useText();
  return (
    <section className="wk-section">
      <h2>{t(['手机与电话', 'Telephones'])}</h2>
      <ul className="wk-list">
        {data.phone.map((p) => (
          <li key={p.label[1]} data-verdict={p.ordinary.verdict}>
            <b>{t(p.label)}</b> <span className="wk-verdict">{t(WORDS[p.ordinary.verdict])}</span>
            <small>{t(p.ordinary.text)}{p.ordinary.clause && <> · {p.ordinary.clause}</>}{p.serious.clause !== p.ordinary.clause && <> · {t(['严重的按 ', 'serious: '])}{p.serious.clause}</>}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Zones({ data }: { readonly data: HouseRules }) {
  const { t } = useText();
  return (
    <section className="wk-section">
      <h2>{t(['吸烟、喧哗、进食', 'Smoking, noise, eating'])}</h2>
      <div className="w-scroll" tabIndex={0} role="region" aria-label={t(['吸烟、喧哗、进食', 'Smoking, noise, eating'])}>
        <table className="w-report wk-matrix">
          <thead><tr><th scope="col">{t(['行为', 'Act'])}</th>{data.zones[0]?.of.map((z) => <th key={z.zone[1]} scope="col">{t(z.zone)}</th>)}</tr></thead>
          <tbody>{data.zones.map((z) => <tr key={z.label[1]}><th scope="row">{t(z.label)}</th>{z.of.map((c) => <td key={c.zone[1]} data-verdict={c.judged.verdict} title={t(c.judged.text)}>{t(WORDS[c.judged.verdict])}</td>)}</tr>)}</tbody>
        </table>
      </div>
    </section>
  );
}
