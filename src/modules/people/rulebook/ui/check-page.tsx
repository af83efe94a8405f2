/**
 * Rulebook check (规章体检): what contradicts itself or stands open, what is suggested, an answer in place with its reason, who answered
 * what; and which rule leads to which sanction. Serves AC-10, CG-01 to CG-32.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Select } from 'antd';
import type { Label } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import { StateTag } from '../../../../web/widgets/state-tag.tsx';
import type { CheckFinding, CoverageLine, RulebookCheck } from '../queries.ts';
import { Answer } from './answer.tsx';
import { Exchange } from './exchange.tsx';
import { SanctionMatrix } from './matrix.tsx';
import './rulebook.css';

export function CheckPage() {
  const { t } = useText();
  const { history } = useRouter();
  const { version } = useSearch({ strict: false }) as { readonly version?: string };
  const params = version ? { version } : {};
  const check = useQuery({ queryKey: keys.query('rulebook_lint', params), queryFn: () => api.get<RulebookCheck>('/queries/rulebook_lint', { params }), placeholderData: keepPreviousData, retry: false });
  const data = check.data;
  return (
    <div className="rb-check">
      <PageHeading title={t(['规章体检', 'Rulebook check'])} note={t(['矛盾、空白与待定事项；待定项未选定不能公布', 'Contradictions, gaps and open questions; while one is open the rulebook cannot be published'])}>
        {data && data.versions.length > 0 && (
          <Select aria-label={t(['版本', 'Version'])} className="rb-versions" value={data.version?.id ?? null} options={data.versions.map((one) => ({ value: one.id, label: `${one.no} ${one.title}` }))}
            onChange={(id: string) => history.push(`${location.pathname}?version=${id}`)} />
        )}
      </PageHeading>
      <RefusalNote error={check.error} />
      {data && <Exchange version={data.version?.id ?? null} />}
      {check.isPending && <Loading />}
      {data && !data.version && <EmptyState title={t(['还没有守则', 'No rulebook yet'])} text={t(['登记 0.1 版，选“原件”，全部条款即成草稿。', 'Open version 0.1 from the source document: all its clauses become a draft.'])}><Go href="/r/rulebook_version/new?no=%220.1%22">{t(['登记 0.1 版', 'Open version 0.1'])}</Go></EmptyState>}
      {data?.version && <div aria-busy={check.isPlaceholderData}><Checked data={data} /></div>}
    </div>
  );
}

const GROUPS: readonly (readonly [severity: CheckFinding['severity'], label: Label])[] = [
  ['error', ['待定：不选定不能公布', 'Open: to be answered before publishing']], ['warning', ['提醒', 'Warnings']], ['info', ['已定与说明', 'Settled, and remarks']],
];

function Checked({ data }: { readonly data: RulebookCheck }) {
  const { t } = useText();
  const register = useRegister('rulebook_version');
  const mayAnswer = useRegister('rulebook_choice')?.mayCreate === true;
  const open = data.version!.state === 'draft' && mayAnswer;
  const count = (severity: CheckFinding['severity']) => data.findings.filter((finding) => finding.severity === severity).length;
  return (
    <>
      <p className="rb-sum">
        <Go href={recordHref('rulebook_version', data.version!.id)}>{data.version!.number} {data.version!.no}</Go> <StateTag register={register} state={data.version!.state} />
        <span><b data-open={count('error') > 0}>{count('error')}</b> {t(['项待定', 'open'])}</span><span><b>{count('warning')}</b> {t(['项提醒', 'warnings'])}</span><span><b>{count('info')}</b> {t(['项已定', 'settled'])}</span>
      </p>
      {GROUPS.map(([severity, label]) => {
        const findings = data.findings.filter((finding) => finding.severity === severity);
        return findings.length === 0 ? null : (
          <Section key={severity} title={`${t(label)} (${findings.length})`}>
            <ul className="rb-findings">{findings.map((finding) => <FindingRow key={finding.id} finding={finding} data={data} open={open} />)}</ul>
          </Section>
        );
      })}
      <Section title={t(['处分矩阵', 'Matrix of sanctions'])}><SanctionMatrix data={data} /></Section>
      <Section title={t(['覆盖表：哪条规定由哪条处分', 'Coverage: which rule leads to which sanction'])}><CoverageTable data={data} /></Section>
    </>
  );
}

function FindingRow({ finding, data, open }: { readonly finding: CheckFinding; readonly data: RulebookCheck; readonly open: boolean }) {
  const { t } = useText();
  const format = useFormat();
  const { chosen } = finding;
  return (
    <li data-severity={finding.severity}>
      <span className="rb-id">{finding.id}</span>
      <div>
        <p className="rb-message">{t(finding.message)}</p>
        {finding.severity !== 'info' && <p className="w-note">{t(finding.resolution)}</p>}
        <p className="rb-clauses">{finding.clauses.slice(0, 12).map((code) => <span key={code} title={data.texts[code] ? t(data.texts[code]) : code}>{code}</span>)}{finding.clauses.length > 12 && <span>+{finding.clauses.length - 12}</span>}</p>
        {finding.questions.map((question) => <Answer key={`${question.parameter}${JSON.stringify(question.value)}`} question={question} data={data} open={open} />)}
        {chosen && <p className="rb-chosen">{chosen.by} · {format.date(chosen.at)}<span className="w-quiet"> — {chosen.reason}</span></p>}
      </div>
    </li>
  );
}

const STATUS: { readonly [status in CoverageLine['status']]: Label } = {
  sanctioned: ['有处分', 'Sanctioned'], 'own-consequence': ['条文自带后果', 'Own consequence'], 'record-only': ['只作记录', 'Recorded only'], open: ['没有处分', 'No sanction'],
};

function CoverageTable({ data }: { readonly data: RulebookCheck }) {
  const { t } = useText();
  const caption = t(['规定与处分的对应', 'Rules and their sanctions']);
  return (
    <>
      <div className="w-scroll" tabIndex={0} role="region" aria-label={caption}>
        <table className="w-report rb-coverage">
          <caption>{caption}</caption>
          <thead><tr><th scope="col">{t(['规定', 'Rule'])}</th><th scope="col">{t(['条文', 'Text'])}</th><th scope="col">{t(['处分条款', 'Sanctioned by'])}</th><th scope="col">{t(['状态', 'Status'])}</th></tr></thead>
          <tbody>
            {data.coverage.map((row) => (
              <tr key={row.code} data-status={row.status}>
                <th scope="row">{row.code}</th><td>{t(row.text)}</td>
                <td>{row.sanctions.map((code) => <span key={code} className="rb-code" title={data.texts[code] ? t(data.texts[code]) : code}>{code}</span>)}</td>
                <td>{t(STATUS[row.status])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {data.sanctionsWithoutRule.length > 0 && (
        <details className="rb-more">
          <summary>{t([`没有对应规定的处分 ${data.sanctionsWithoutRule.length} 条`, `${data.sanctionsWithoutRule.length} sanctions without a rule before them`])}</summary>
          <ul>{data.sanctionsWithoutRule.map((row) => <li key={row.code}><span className="rb-code">{row.code}</span> {t(row.text)}</li>)}</ul>
        </details>
      )}
    </>
  );
}
