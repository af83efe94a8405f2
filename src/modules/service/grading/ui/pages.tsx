/**
 * Progress of the assessment (评定进度): how many of those expected are graded, who is open and where it waits, the grades given, all by
 * branch. Serves FS-2.3, AC-36.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Select } from 'antd';
import type { Label } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import type { AssessmentView } from '../grade-campaign.ts';
import type { ProgressPage } from '../reports.ts';
import { DECIDED, GRADES, progressOf, type Grade } from '../progress.rules.ts';
import './grading.css';

export const pages = { progress: GradingProgressPage };

export function GradingProgressPage() {
  const { t } = useText();
  const search = useSearch({ strict: false }) as { readonly campaign?: string };
  const params = search.campaign ? { campaign: search.campaign } : {};
  const progress = useQuery({ queryKey: keys.query('grading_progress', params), queryFn: () => api.get<ProgressPage>('/queries/grading_progress', { params }), placeholderData: keepPreviousData, retry: false });
  const data = progress.data;
  return (
    <div className="gr-page">
      <PageHeading title={t(['评定进度', 'Progress of the assessment'])} note={t(['应评为基准日在岗的全部区域服务部人员，不含总部', 'Expected: everybody at work in a branch on the day of reference; head office is not'])}>
        {data?.campaign && <Go className="w-as-button no-print" href={recordHref('grade_campaign', data.campaign.id)}>{t(['活动档案', 'Campaign record'])}</Go>}
        {data?.campaign && <Go className="w-as-button no-print" href="/report/grade_progress">{t(['进度表', 'Table'])}</Go>}
      </PageHeading>
      <RefusalNote error={progress.error} />
      {progress.isPending && <Loading />}
      {data && !data.campaign && <EmptyState title={t(['还没有评定活动', 'No campaign yet'])} text={t(['发起后应评人员自动列出。', 'Once one is opened, those expected are listed by themselves.'])}><Go href="/r/grade_campaign">{t(['评定活动', 'Grading campaigns'])}</Go></EmptyState>}
      {data?.campaign && <Whole data={data} />}
    </div>
  );
}

function Whole({ data }: { readonly data: ProgressPage }) {
  const { t } = useText();
  const format = useFormat();
  const { history } = useRouter();
  const campaign = data.campaign!;
  const p = progressOf(data.all);
  return (
    <>
      <div className="gr-bar no-print">
        <Select aria-label={t(['评定活动', 'Campaign'])} value={campaign.id} options={data.campaigns.map((c) => ({ value: c.id, label: `${c.title}${c.state === 'closed' ? t(['（已结束）', ' (closed)']) : ''}` }))}
          onChange={(id: string) => history.push(`${location.pathname}?campaign=${id}`)} />
        <span className="w-quiet">{t(fill(['基准日 {day}，期限 {due}', 'staff as of {day}, due {due}'], { day: format.date(campaign.on_day), due: format.date(campaign.due_on) }))}</span>
      </div>
      <div className="gr-sum">
        <p className="gr-share"><b>{p.graded}</b>/{p.expected}<span>{t(['已评', 'graded'])}</span></p>
        <dl>
          {(Object.keys(GRADES) as Grade[]).map((g) => <div key={g}><dt>{t(GRADES[g])}</dt><dd data-grade={g}>{p[g]}</dd></div>)}
          <div><dt>{t(['未评', 'Open'])}</dt><dd data-grade="open">{p.open.length}</dd></div>
        </dl>
      </div>
      <div className="gr-track" role="img" aria-label={t(fill(['高级工 {s}，中级工 {i}，初级工 {j}，未评 {o}', 'senior {s}, intermediate {i}, junior {j}, open {o}'], { s: p.senior, i: p.intermediate, j: p.junior, o: p.open.length }))}>
        {(Object.keys(GRADES) as Grade[]).map((g) => <i key={g} data-grade={g} style={{ width: `${p.expected === 0 ? 0 : (p[g] * 100) / p.expected}%` }} />)}
      </div>
      {campaign.closing_reason && <p className="w-note">{t(['未评完而结束：', 'Closed with names open: '])}{campaign.closing_reason}</p>}
      <OpenNames data={data} />
      <ByBranch data={data} />
    </>
  );
}

const isOpen = (a: AssessmentView) => !(DECIDED as readonly string[]).includes(a.state);
const WAITS: { readonly [state: string]: Label } = {
  expected: ['待自评', 'self-assessment'], self_done: ['待服务部推荐', 'recommendation'], recommended: ['待评定组', 'committee'], left_open: ['未评定', 'not graded'],
};

function OpenNames({ data }: { readonly data: ProgressPage }) {
  const { t } = useText();
  const open = data.all.filter(isOpen);
  const stages = ['recommended', 'self_done', 'expected', 'left_open'].map((state) => ({ state, own: open.filter((a) => a.state === state) })).filter((s) => s.own.length > 0);
  return (
    <Section title={t(fill(['未评定的 {n} 人，停在哪一步', 'The {n} not graded, and where they wait'], { n: open.length }))}>
      {open.length === 0 && <p className="w-nothing">{t(['全部已评', 'Everybody is graded'])}</p>}
      <div className="gr-stages">
        {stages.map(({ state, own }) => (
          <div key={state}>
            <h3>{t(WAITS[state] ?? [state, state])} <span className="w-quiet">{own.length}</span></h3>
            <ul>{own.map((a) => <li key={a.id}><Go href={recordHref('grade_assessment', a.id)}>{a.name}</Go> <small>{data.places.find((p) => p.id === a.place)?.name}</small></li>)}</ul>
          </div>
        ))}
      </div>
    </Section>
  );
}

function ByBranch({ data }: { readonly data: ProgressPage }) {
  const { t } = useText();
  return (
    <Section title={t(['按区域服务部', 'By branch'])}>
      <div className="w-scroll" tabIndex={0} role="region" aria-label={t(['按区域服务部', 'By branch'])}>
        <table className="w-report gr-table">
          <thead><tr>
            <th scope="col">{t(['区域服务部', 'Branch'])}</th><th scope="col" className="w-num">{t(['已评/应评', 'Graded / expected'])}</th>
            {(Object.keys(GRADES) as Grade[]).map((g) => <th key={g} scope="col">{t(GRADES[g])}</th>)}<th scope="col">{t(['未评', 'Open'])}</th>
          </tr></thead>
          <tbody>
            {data.places.map((place) => {
              const own = data.all.filter((a) => a.place === place.id);
              const p = progressOf(own);
              return (
                <tr key={place.id}>
                  <th scope="row">{place.name}</th>
                  <td className="w-num">{p.graded}/{p.expected}</td>
                  {(Object.keys(GRADES) as Grade[]).map((g) => <td key={g}><Names of={own.filter((a) => !isOpen(a) && a.grade === g)} /></td>)}
                  <td><Names of={own.filter(isOpen)} /></td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Names({ of }: { readonly of: readonly AssessmentView[] }) {
  if (of.length === 0) return <span className="w-quiet">–</span>;
  return <ul className="gr-names">{of.map((a) => <li key={a.id}><Go href={recordHref('grade_assessment', a.id)}>{a.name}</Go></li>)}</ul>;
}
