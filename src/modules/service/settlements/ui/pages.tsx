/**
 * Half-year settlement (半年结算一览): for a closing day, each branch's statement as issued, or as it would be now: what is on it, what is
 * not and why. From here the statement is opened, signed and printed. Serves FS-4.2, FS-4.3, AC-31, CG-53.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import type { HalfYear } from '../half-year.ts';
import { Rows, sumOf } from './rows.tsx';
import './half-year.css';

export const pages = { half_year: HalfYearPage };

export function HalfYearPage() {
  const { t } = useText();
  const search = useSearch({ strict: false }) as { readonly closing?: string };
  const params = search.closing ? { closing: search.closing } : {};
  const found = useQuery({ queryKey: keys.query('half_year_board', params), retry: false, placeholderData: keepPreviousData, queryFn: () => api.get<HalfYear>('/queries/half_year_board', { params }) });
  const data = found.data;
  return (
    <div className="hy-page">
      <PageHeading title={t(['半年结算一览', 'Half-year settlement'])} note={t(['保外更换每半年结款一次；没有定价不能开票，更换照常进行', 'Out-of-warranty work is settled every half-year; without a price there is no invoice, but the work goes on'])} />
      <RefusalNote error={found.error} />
      {found.isPending && <Loading />}
      {data && <div aria-busy={found.isPlaceholderData}><Board data={data} /></div>}
    </div>
  );
}

function Board({ data }: { readonly data: HalfYear }) {
  const { t } = useText();
  const format = useFormat();
  const { history } = useRouter();
  const go = (closing: string) => history.push(`${location.pathname}?closing=${closing}`);
  const rows = data.branches.flatMap((b) => b.rows);
  const on = rows.filter((r) => r.reason === 'on_statement');
  const busy = data.branches.filter((b) => b.rows.length > 0 || b.statement !== null);
  const idle = data.branches.filter((b) => !busy.includes(b)).map((b) => b.name).join('、');
  return (
    <>
      <div className="hy-bar no-print">
        <Button onClick={() => go(data.before)} aria-label={t(fill(['上一期 {day}', 'Earlier: {day}'], { day: data.before }))}>‹ {data.before}</Button>
        <b>{t(fill(['结算日 {day}', 'Closing day {day}'], { day: data.closing }))}</b>
        <Button onClick={() => go(data.after)} aria-label={t(fill(['下一期 {day}', 'Later: {day}'], { day: data.after }))}>{data.after} ›</Button>
      </div>
      <p className="hy-figures">
        <span><b>{on.length}</b> {t(['份列入', 'settled'])}</span><span><b>{format.money(sumOf(on))}</b> {t(['结算金额', 'to be settled'])}</span>
        <span><b>{rows.filter((r) => r.reason === 'unpriced').length}</b> {t(['份未定价', 'not priced'])}</span><span><b>{rows.filter((r) => r.reason !== 'on_statement' && r.reason !== 'unpriced').length}</b> {t(['份因其他原因未列入', 'left out for other reasons'])}</span>
      </p>
      {busy.length === 0 && <EmptyState title={t(['这个半年没有保外更换协议', 'No agreements in this half-year'])}><Go href="/r/replacement_agreement">{t(['看全部协议', 'See all agreements'])}</Go></EmptyState>}
      {busy.map((b) => <Branch key={b.id} branch={b} data={data} />)}
      {idle !== '' && busy.length > 0 && <p className="hy-idle">{t(fill(['没有可结算协议的服务部：{names}', 'Branches with nothing to settle: {names}'], { names: idle }))}</p>}
    </>
  );
}

function Branch({ branch, data }: { readonly branch: HalfYear['branches'][number]; readonly data: HalfYear }) {
  const { t } = useText();
  const { statement } = branch;
  const register = useRegister('settlement_statement');
  const open = register?.mayCreate && statement === null && branch.rows.length > 0;
  return (
    <Section title={branch.name} extra={open ? <Go className="no-print" href={`/r/settlement_statement/new?branch=${branch.id}&closing_on=${data.closing}`}>{t(['开结算单', 'Open a statement'])}</Go> : null}>
      <p className="hy-state">
        {statement === null && <span>{t(data.today < data.closing ? ['尚未开结算单；下面是到目前的情况', 'No statement yet; this is how it stands now'] : ['结算日已过，尚未开结算单', 'The closing day has passed and there is no statement yet'])}</span>}
        {statement !== null && <Go href={recordHref('settlement_statement', statement.id)}>{statement.number}</Go>}
        {statement?.state === 'issued' && <span>{t(fill(['已于 {day} 签发，内容不再变动', 'Issued on {day}; fixed since'], { day: statement.issued_on ?? '' }))}</span>}
        {statement?.state === 'draft' && <span>{t(['待签发；内容随定价变动', 'To be issued; changes while prices come in'])}</span>}
      </p>
      <Rows rows={branch.rows} />
    </Section>
  );
}
