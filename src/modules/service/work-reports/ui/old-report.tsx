/**
 * The reading of an old report (旧报告识读): what was nearly the same before and where it differs, typed totals that do not add up, dates
 * left as written, and every figure by section. Serves FS-IMP-1, FS-IMP-2, AC-24, AC-37, AC-38.
 */
import { useQuery } from '@tanstack/react-query';
import type { Label } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import type { PanelProps } from '../../../../web/shell/overrides.ts';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import type { OldReportView } from '../imported-report.ts';
import type { Difference } from '../similarity.rules.ts';
import './work-reports.css';

const SECTIONS: readonly Label[] = [['组织机构', 'Organisation'], ['制度与考核', 'Rules and assessment'], ['成本与配件', 'Cost and parts'], ['产值', 'Output value'], ['工作总结', 'Orders and contracts']];
const KIND: { readonly [K in Difference['kind']]: Label } = { changed: ['不同', 'changed'], missing: ['缺失', 'missing'], added: ['多出', 'added'], unit: ['写法不同', 'written differently'], unparsed: ['未识读', 'unparsed'] };

export function OldReportPanel({ page }: PanelProps) {
  const { t } = useText();
  const params = { report: page.row.id };
  const view = useQuery({ queryKey: keys.query('imported_report_view', params), queryFn: () => api.get<OldReportView | null>('/queries/imported_report_view', { params }) });
  if (view.error) return <RefusalNote error={view.error} />;
  const data = view.data;
  if (!data) return null;
  return (
    <>
      {data.similar && <Near similar={data.similar} />}
      <Totals view={data} />
      <Dates view={data} />
      <Section title={t(['识读的数字', 'Figures read'])}>
        <p className="w-hint">{t(['只供查对，不并入任何合计。', 'For reference only; added to no total.'])}</p>
        <div className="wr-old">{SECTIONS.map((title, i) => <Figures key={title[0]} title={title} view={data} section={i + 1} />)}</div>
      </Section>
    </>
  );
}

function Near({ similar }: { readonly similar: NonNullable<OldReportView['similar']> }) {
  const { t } = useText();
  return (
    <Section title={t(['疑似重复', 'Probably a duplicate'])}>
      <p className="wr-near">
        {t(fill(['与 ', 'Like '], {}))}<Go href={recordHref('imported_report', similar.id)}>{similar.number} {similar.title}</Go>
        {t(fill([' 相似 {percent}%：文字 {wording}%，同有的数字 {figures}% 相同。', ' by {percent}%: {wording}% of the wording, {figures}% of the figures both have.'], { percent: similar.percent, wording: similar.wording, figures: similar.figures }))}
      </p>
      <div className="w-scroll" tabIndex={0} role="region" aria-label={t(['逐项差异', 'Differences'])}>
        <table className="w-report wr-diff">
          <caption>{t(['逐项差异', 'Differences'])}</caption>
          <thead><tr><th scope="col">{t(['项目', 'Item'])}</th><th scope="col">{t(['已有报告', 'The report kept'])}</th><th scope="col">{t(['这一份', 'This one'])}</th><th scope="col">{t(['差异', 'Difference'])}</th></tr></thead>
          <tbody>
            {similar.differences.map((d) => (
              <tr key={d.key} data-kind={d.kind}><th scope="row">{t(d.label)}</th><td>{d.before ?? '—'}</td><td>{d.after ?? '—'}</td><td>{t(KIND[d.kind])}</td></tr>
            ))}
            {similar.differences.length === 0 && <tr><td colSpan={4} className="w-nothing">{t(['没有差异，完全相同', 'No differences: the same report'])}</td></tr>}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Totals({ view }: { readonly view: OldReportView }) {
  const { t } = useText();
  const format = useFormat();
  if (view.totals.length === 0) return null;
  return (
    <Section title={t(['手填合计核对', 'Typed totals checked'])}>
      <ul className="wr-totals">
        {view.totals.map((total) => (
          <li key={total.key} data-ok={total.difference === 0}>
            <span>{t(total.label)}</span>
            <span className="w-figure">{format.number(total.stated)} {total.difference === 0 ? '=' : '≠'} {format.number(total.sum)}</span>
            <span>{total.difference === 0 ? t(['相符', 'agrees']) : t(fill(['差 {n}，不采用为合计', 'off by {n}; not taken as a total'], { n: format.number(total.difference) }))}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Dates({ view }: { readonly view: OldReportView }) {
  const { t } = useText();
  const format = useFormat();
  if (view.dates.length === 0) return null;
  return (
    <Section title={t(['截至日期', 'As-of dates'])}>
      <ul className="wr-totals">
        {view.dates.map((d) => (
          <li key={d.key} data-ok={d.value !== null}>
            <span>{t(d.label)}</span><span>{d.raw}</span>
            <span>{d.value === null ? t(['未识读，保留原文', 'unparsed; kept as written']) : format.date(d.value)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Figures({ title, view, section }: { readonly title: Label; readonly view: OldReportView; readonly section: number }) {
  const { t } = useText();
  const figures = view.figures.filter((fig) => fig.section === section);
  return (
    <div>
      <h3>{t(title)}</h3>
      {figures.length === 0 && <p className="w-quiet">{t(['这一部分没有数字', 'No figures in this section'])}</p>}
      <dl>{figures.map((fig) => <div key={fig.key}><dt>{t(fig.label)}</dt><dd data-doubt={fig.unitMissing !== null}>{fig.raw}{fig.unitMissing !== null && <small>{t([` 缺“${fig.unitMissing}”`, ' unit missing'])}</small>}</dd></div>)}</dl>
    </div>
  );
}
