/** An improvement plan as one can read it: what has to improve, the goals and how they stand, the talks, the day of the review. Serves SM-4. */
import { useQuery } from '@tanstack/react-query';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import type { Overrides, PanelProps } from '../../../../web/shell/overrides.ts';
import { useRegister } from '../../../../web/shell/session.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import type { PlanView } from '../plan-view.ts';
import './improvement.css';

export const overrides: Overrides = { panel: { improvement_plan: PlanPanel } };
const asJson = (value: string) => encodeURIComponent(JSON.stringify(value));

function PlanPanel({ page }: PanelProps) {
  const { t } = useText();
  const format = useFormat();
  const { row } = page;
  const id = String(row.id);
  const mayGoal = useRegister('improvement_goal')?.mayCreate === true;
  const mayTalk = useRegister('improvement_talk')?.mayCreate === true;
  const view = useQuery({ queryKey: keys.query('improvement_plan_view', { plan: id, version: row.version }), queryFn: () => api.get<PlanView>('/queries/improvement_plan_view', { params: { plan: id } }), retry: false });
  if (!view.data || view.data.missing) return null;
  const { goals, talks, coach } = view.data;
  const running = row.state === 'running' || row.state === 'extended';
  return (
    <>
      <dl className="ip-facts">
        <div><dt>{t(['辅导人', 'Coach'])}</dt><dd>{coach ?? t(['还没有定', 'Not chosen yet'])}</dd></div>
        <div><dt>{t(['开始', 'Started'])}</dt><dd>{typeof row['starts_on'] === 'string' ? format.date(row['starts_on']) : '—'}</dd></div>
        <div><dt>{t(['复核日', 'Review'])}</dt><dd>{typeof row['review_on'] === 'string' ? format.date(row['review_on']) : '—'}{row['extended'] === true && <small> {t(['已延长一次', 'extended once'])}</small>}</dd></div>
        <div><dt>{t(['目标', 'Goals'])}</dt><dd>{t(fill(['{n} 个，已评定 {m} 个', '{n}, {m} assessed'], { n: goals.length, m: goals.filter((one) => one.met !== null).length }))}</dd></div>
      </dl>
      {row['concern'] ? <Section title={t(['要改进什么', 'What has to improve'])}><p className="w-long">{String(row['concern'])}</p>{row['support'] ? <p className="w-note">{t(['单位给的支持：', 'Support given: '])}{String(row['support'])}</p> : null}</Section> : null}
      <Section title={t(['目标', 'Goals'])}>
        {goals.length === 0 && <p className="w-quiet">{t(['还没有目标；签字之前至少写一个。', 'No goals yet; at least one before signing.'])}</p>}
        <ol className="ip-goals">
          {goals.map((one) => (
            <li key={one.id} data-met={one.met ?? 'open'}>
              <Go href={recordHref('improvement_goal', one.id)}>{one.goal}</Go>
              <small>{t(['怎么衡量：', 'Measured by: '])}{one.measure}</small>
              <em>{one.label ? t(one.label) : t(['未评定', 'Not assessed'])}</em>
              {one.result && <p>{one.result}</p>}
            </li>
          ))}
        </ol>
        {row.state === 'drafted' && mayGoal && <p className="no-print"><Go className="w-as-button" href={`/r/improvement_goal/new?plan=${asJson(id)}`}>{t(['增加目标', 'Add a goal'])}</Go></p>}
      </Section>
      {(running || talks.length > 0) && (
        <Section title={t(fill(['辅导记录（{n}）', 'Coaching talks ({n})'], { n: talks.length }))}>
          <ul className="ip-talks">{talks.map((one) => <li key={one.id}><b>{format.date(one.held_on)}</b><span>{one.what}{one.next && <small>{t(['下一步：', 'Next: '])}{one.next}</small>}</span><small>{one.by_whom}</small></li>)}</ul>
          {running && mayTalk && <p className="no-print"><Go className="w-as-button" href={`/r/improvement_talk/new?plan=${asJson(id)}`}>{t(['记一次辅导', 'Note a talk'])}</Go></p>}
        </Section>
      )}
    </>
  );
}
