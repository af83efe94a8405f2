/** The audit trail: every write in one sentence, with who, for whom and why; and the button that proves nothing was touched. Serves C-8. */
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Alert, Button, Input, Select } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import type { AuditPage, AuditRow, AuditVerdict } from '../../kernel/api.ts';
import { api } from '../client.ts';
import { useFormat, useText, words } from '../i18n/index.tsx';
import { PageTitle, useTitle } from '../shell/page.tsx';
import { registerOf, useMeta } from '../shell/session.tsx';
import { actorName, reasonText } from '../widgets/actor-name.ts';
import { DateInput } from '../widgets/inputs/index.tsx';
import { Go, recordHref } from '../widgets/go.tsx';
import { registersOf } from '../widgets/known.ts';
import { RefusalNote } from '../widgets/refusal-note.tsx';
import './record-side.css';

interface Filters {
  readonly from?: string;
  readonly to?: string;
  readonly register?: string;
  readonly actor?: string;
}

export function AuditPageView() {
  const { t } = useText();
  useTitle(t(words.shell.audit));
  const { from, to, register, actor } = useSearch({ strict: false }) as Filters;
  const filters = { from, to, register, actor: actor === undefined ? undefined : String(actor) };
  const audit = useInfiniteQuery({
    queryKey: ['audit', filters],
    initialPageParam: null as number | null,
    retry: false,
    queryFn: ({ pageParam }) => api.get<AuditPage>('/audit', { ...filters, page: pageParam }),
    getNextPageParam: (last) => last.next,
  });
  const rows = audit.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <div className="p-audit">
      <header className="p-report-head">
        <PageTitle>{t(words.shell.audit)}</PageTitle>
        <Verify />
      </header>
      <FilterForm key={JSON.stringify(filters)} start={filters as Filters} />
      <RefusalNote error={audit.error} />
      <div className="w-scroll" tabIndex={0} role="region" aria-label={t(words.shell.audit)}>
        <table className="w-ledger p-audit-table">
          <thead>
            <tr>
              <th scope="col">{t(['时间', 'When'])}</th>
              <th scope="col">{t(['谁', 'Who'])}</th>
              <th scope="col">{t(['做了什么', 'What'])}</th>
              <th scope="col">{t(['记录', 'Record'])}</th>
              <th scope="col">{t(['封存', 'Sealed'])}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Line key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      {!audit.isPending && rows.length === 0 && !audit.error && <p className="w-nothing">{t(['没有符合条件的记录', 'Nothing matches'])}</p>}
      {audit.hasNextPage && (
        <Button loading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
          {t(['更早的', 'Earlier'])}
        </Button>
      )}
    </div>
  );
}

function Line({ row }: { readonly row: AuditRow }) {
  const { t } = useText();
  const format = useFormat();
  // What is no register of this person has no page to open.
  const known = registerOf(useMeta(), row.register) !== undefined;
  return (
    <tr>
      <td className="w-figure">{format.dateTime(row.at)}</td>
      <td>
        {actorName(row.actor, t)}
        {row.onBehalfOf && <small className="w-quiet"> {t([`代${row.onBehalfOf}`, `for ${row.onBehalfOf}`])}</small>}
      </td>
      <td>
        {t(row.sentence)}
        {row.reason && (
          <small className="w-quiet p-audit-why">
            {t(['事由：', 'Reason: '])}
            {reasonText(row.reason, t)}
          </small>
        )}
      </td>
      <td>
        {row.recordId && known ? (
          <Go href={recordHref(row.register, row.recordId)} className="w-figure">
            {row.number || t(['打开', 'Open'])}
          </Go>
        ) : (
          <span className="w-figure">{known ? null : row.number}</span>
        )}
      </td>
      <td className="w-quiet">{row.sealed ? t(['已封存', 'sealed']) : t(['当日', 'today'])}</td>
    </tr>
  );
}

function Verify() {
  const { t } = useText();
  const verify = useMutation({ mutationFn: () => api.post<AuditVerdict>('/audit/verify', {}) });
  return (
    <div className="p-verify">
      <RefusalNote error={verify.error} />
      <div role="status">{verify.data && <Verdict verdict={verify.data} />}</div>
      <Button type="primary" loading={verify.isPending} onClick={() => verify.mutate()}>
        {t(['核验', 'Verify'])}
      </Button>
    </div>
  );
}

function Verdict({ verdict }: { readonly verdict: AuditVerdict }) {
  const { t } = useText();
  const format = useFormat();
  const broken = verdict.firstBroken;
  const counted = t([
    `核验 ${format.number(verdict.checked)} 条、${verdict.days} 天`,
    `${format.number(verdict.checked)} rows of ${verdict.days} days checked`,
  ]);
  return (
    <Alert
      type={verdict.ok ? 'success' : 'error'}
      showIcon
      title={verdict.ok ? t(['链条完整，没有一条被改动', 'The chain is whole; nothing was altered']) : t(['链条在这里断开', 'The chain is broken'])}
      description={
        <>
          {broken && (
            <p>
              {format.date(broken.day)} #{broken.seq}
              {t(['：', ': '])}
              {t(broken.problem)}
            </p>
          )}
          {counted}
          {verdict.unsealed > 0 && t([`，其中 ${verdict.unsealed} 条待当日封存`, `, ${verdict.unsealed} of them to be sealed today`])}
          <br />
          <small>
            {t(['链头', 'Head'])} <code>{verdict.head.slice(0, 24)}</code>
          </small>
        </>
      }
    />
  );
}

function FilterForm({ start }: { readonly start: Filters }) {
  const { t } = useText();
  const { history } = useRouter();
  const id = useId();
  const registers = registersOf(useMeta());
  const [filters, setFilters] = useState<Filters>(start);
  const put = (name: keyof Filters) => (value: unknown) => setFilters((before) => ({ ...before, [name]: value ?? '' }));
  const show = (e: FormEvent) => {
    e.preventDefault();
    const search = new URLSearchParams(Object.entries(filters).filter(([, value]) => value));
    history.push(`${location.pathname}${search.size > 0 ? `?${search}` : ''}`);
  };
  return (
    <form className="p-report-params" onSubmit={show} aria-label={t(['筛选', 'Filter'])}>
      <div className="w-field">
        <label className="w-label" id={`${id}f-label`} htmlFor={`${id}f`}>
          {t(['从', 'From'])}
        </label>
        <DateInput id={`${id}f`} value={filters.from} onChange={put('from')} />
      </div>
      <div className="w-field">
        <label className="w-label" id={`${id}t-label`} htmlFor={`${id}t`}>
          {t(['到', 'To'])}
        </label>
        <DateInput id={`${id}t`} value={filters.to} onChange={put('to')} />
      </div>
      <div className="w-field">
        <label className="w-label" htmlFor={`${id}r`}>
          {t(['台账', 'Register'])}
        </label>
        <Select
          id={`${id}r`}
          className="w-full"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          virtual={false}
          value={filters.register || null}
          onChange={put('register')}
          options={registers.map((one) => ({ value: one.name, label: t(one.label) }))}
        />
      </div>
      <div className="w-field">
        <label className="w-label" htmlFor={`${id}a`}>
          {t(['谁', 'Who'])}
        </label>
        <Input id={`${id}a`} value={filters.actor ?? ''} onChange={(e) => put('actor')(e.target.value)} />
      </div>
      <Button type="primary" htmlType="submit">
        {t(['筛选', 'Filter'])}
      </Button>
    </form>
  );
}
