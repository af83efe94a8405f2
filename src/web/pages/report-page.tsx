/**
 * A report: its parameters stand in the address bar, its figures open their records, its arithmetic is printed, and it
 * says as of when. Serves C-10.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Button, Skeleton } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import type { FieldMeta, Label, ReportMeta, ReportPage as ReportView } from '../../kernel/api.ts';
import { api, ApiRefusal, keys } from '../client.ts';
import { useFormat, useText } from '../i18n/index.tsx';
import { PageTitle, useTitle } from '../shell/page.tsx';
import { groupedYuan } from '../widgets/amount.ts';
import { Chart } from '../widgets/chart.tsx';
import { ExportMenu } from '../widgets/export-menu.tsx';
import { FieldInput } from '../widgets/field-input.tsx';
import { textOf } from '../widgets/index.tsx';
import { useReport } from '../widgets/known.ts';
import { RefusalNote } from '../widgets/refusal-note.tsx';
import { ReportTable } from '../widgets/report-table.tsx';
import { Proof } from '../widgets/proof.tsx';
import { isEmpty } from '../widgets/widget.ts';
import './record-side.css';

type Params = { readonly [name: string]: unknown };

export function ReportPage({ name }: { readonly name: string }) {
  const { t } = useText();
  const meta = useReport(name);
  useTitle(meta ? t(meta.label) : t(['报表', 'Report']));
  const search = useSearch({ strict: false }) as Params;
  const params = Object.fromEntries(
    (meta?.params ?? []).flatMap((field) => (isEmpty(search[field.name]) ? [] : [[field.name, typed(field, search[field.name])]])),
  );
  const report = useQuery({
    queryKey: keys.report(name, params),
    enabled: meta !== undefined,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: () => api.get<ReportView>(`/reports/${name}`, { params }),
  });
  // Nothing chosen yet is not a mistake of anybody's.
  const wanting = report.error instanceof ApiRefusal && report.error.status === 422 ? report.error : null;
  return (
    <div className="p-report">
      <header className="p-report-head">
        <PageTitle>{meta ? t(meta.label) : ''}</PageTitle>
        {report.data && <Exports name={name} params={report.data.params} />}
      </header>
      {meta && meta.params.length > 0 && (
        <ParamsForm
          key={JSON.stringify(report.data?.params)}
          meta={meta}
          values={{ ...report.data?.params, ...params }}
          titles={report.data?.titles ?? {}}
          problems={wanting?.body.fields ?? {}}
        />
      )}
      {wanting ? <p className="w-nothing">{t(['填好上面的条件后查看', 'Fill in the parameters above, then show'])}</p> : <RefusalNote error={report.error} />}
      {!report.data && !report.error && <Skeleton active paragraph={{ rows: 8 }} />}
      {report.data && <Shown report={report.data} meta={meta} stale={report.isPlaceholderData} />}
    </div>
  );
}

function Shown({ report, meta, stale }: { readonly report: ReportView; readonly meta: ReportMeta | undefined; readonly stale: boolean }) {
  const { t } = useText();
  const format = useFormat();
  const stated = (meta?.params ?? [])
    .filter((field) => !isEmpty(report.params[field.name]))
    .map((field) => `${t(field.label)} ${textOf(field, report.params[field.name], report.titles, t, format)}`);
  return (
    <div className="p-report-body" aria-busy={stale} data-stale={stale || undefined}>
      <p className="w-quiet p-report-asof">
        {stated.join(t(['，', ', ']))}
        {stated.length > 0 && t(['；', '; '])}
        {t(['取数时间', 'read on'])} <time dateTime={report.asOf}>{format.dateTime(report.asOf)}</time>
      </p>
      {report.chart && report.rows.length > 0 && <ReportChart report={report} chart={report.chart} />}
      <ReportTable {...report} caption={t(report.label)} />
      <Proof lines={report.proof} />
      {report.notes.length > 0 && (
        <ul className="p-report-notes">
          {report.notes.map((note) => (
            <li key={note[0]}>{t(note)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function ReportChart({ report, chart }: { readonly report: ReportView; readonly chart: NonNullable<ReportView['chart']> }) {
  const { t } = useText();
  const format = useFormat();
  const column = (name: string) => report.columns.find((one) => one.name === name);
  const x = column(chart.x);
  const money = chart.y.some((name) => column(name)?.kind === 'money');
  return (
    <Chart
      kind={chart.kind}
      title={t(report.label)}
      x={report.rows.map((row) => (x ? textOf(x, row[chart.x], report.titles, t, format) : String(row[chart.x] ?? '')))}
      format={(value) => (money ? groupedYuan(value) : format.number(value))}
      series={chart.y.map((name) => ({
        label: t(column(name)?.label ?? [name, name]),
        values: report.rows.map((row) => (isEmpty(row[name]) ? null : Number(row[name]))),
      }))}
    />
  );
}

interface ParamsFormProps {
  readonly meta: ReportMeta;
  readonly values: Params;
  readonly titles: ReportView['titles'];
  readonly problems: { readonly [name: string]: Label };
}

function ParamsForm({ meta, values, titles, problems }: ParamsFormProps) {
  const { t } = useText();
  const { history } = useRouter();
  const prefix = useId();
  const [typedIn, setTypedIn] = useState<Params>(values);
  const show = (e: FormEvent) => {
    e.preventDefault();
    const search = new URLSearchParams(
      meta.params.flatMap((field) => (isEmpty(typedIn[field.name]) ? [] : [[field.name, written(typedIn[field.name])]])),
    );
    history.push(`${location.pathname}${search.size > 0 ? `?${search}` : ''}`);
  };
  return (
    <form className="p-report-params no-print" onSubmit={show} aria-label={t(['报表条件', 'Parameters'])}>
      {meta.params.map((field) => (
        <FieldInput
          key={field.name}
          id={`${prefix}${field.name}`}
          field={field}
          value={typedIn[field.name]}
          titles={titles}
          problem={(isEmpty(values[field.name]) ? undefined : problems[field.name]) ?? null}
          onChange={(value) => setTypedIn((before) => ({ ...before, [field.name]: value }))}
        />
      ))}
      <Button type="primary" htmlType="submit">
        {t(['查看', 'Show'])}
      </Button>
    </form>
  );
}

function Exports({ name, params }: { readonly name: string; readonly params: Params }) {
  const { t } = useText();
  return (
    <div className="p-report-tools no-print">
      <ExportMenu path={`/reports/${name}/export`} query={{ params }} />
      <Button onClick={() => window.print()}>{t(['打印', 'Print'])}</Button>
    </div>
  );
}

const written = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
/** The address bar reads '2026' as a number and '{…}' as an object; the field knows which it wants. */
function typed(field: FieldMeta, value: unknown): unknown {
  if (field.kind === 'integer' || field.kind === 'money') return Number(value);
  if (typeof value === 'object' || typeof value === 'boolean') return value;
  return String(value);
}
