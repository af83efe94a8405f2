/** Demo of improvement plans: the older ones passed, the latest is running with its coach. */
import { calendar, createRecord, takeStep, type Tx } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { ImprovementGoal, ImprovementPlan, ImprovementTalk } from './plan.ts';
import { GoalProcess, PlanProcess } from './plan-process.ts';

interface Iip { readonly id: string; readonly incident: string; readonly employee: string; readonly name: string; readonly unit_id: string; readonly served_on: string; readonly clause: string; readonly accused_user: string | null; readonly coach: string }

const GOALS: { readonly [clause: string]: readonly (readonly [goal: string, measure: string])[] } = {
  'CC-IIP-4': [['按着装表上岗', '每周抽查 2 次，30 天内无一次不合']], 'CC-IIP-3': [['座席上不进食', '巡场记录，30 天内无一次'], ['早班前在休息室用餐', '每周自报，主管核对']], 'CC-ORAL-7': [['遇争执先找主管', '主管每周回访同组两人']],
};

export async function demo(d: Demo): Promise<void> {
  const served = (await d.batch(d.actor('luowen'), async (tx) => ({ rows: await iips(tx) }))).rows;
  for (const one of served) await tell(d, one);
}

function iips(tx: Tx): Promise<Iip[]> {
  return tx.query<Iip>(
    `select s.id, s.incident, s.employee, e.name, s.unit_id, s.served_on, s.clause, e.app_user as accused_user, c.id as coach from sanction s join employee e on e.tenant_id = s.tenant_id and e.id = s.employee
     join employee c on c.tenant_id = s.tenant_id and c.name = '单雯' where s.tenant_id = $1 and s.level = 'iip' and s.served_on is not null and e.id <> c.id order by s.served_on`, [tx.tenantId]);
}

async function tell(d: Demo, one: Iip): Promise<void> {
  const { served_on: from } = one;
  const supervisor = d.actor('sulin');
  d.at(`${from}T08:00:00Z`);
  const made = await d.batch(supervisor, async (tx) => {
    const plan = await createRecord(tx, ImprovementPlan, { employee: one.employee, sanction: one.id, incident: one.incident, accused_user: one.accused_user, unit_id: one.unit_id });
    const goals: string[] = [];
    for (const [goal, measure] of GOALS[one.clause] ?? [['不再发生', '每周抽查']]) goals.push((await createRecord(tx, ImprovementGoal, { plan: plan.id, goal, measure })).id);
    await takeStep(tx, PlanProcess, plan.id, 'prepare', { concern: '同类问题不再发生；说得出为什么有这条规定。', coach: one.coach, support: '每周一次 15 分钟的面谈。', review_on: null });
    await takeStep(tx, PlanProcess, plan.id, 'agree', {}, { signatures: [d.sign('employee', one.name)] });
    return { plan: plan.id, goals };
  });
  const talk = calendar.addDays(from, 8);
  d.at(`${talk}T08:00:00Z`);
  await d.create(ImprovementTalk, supervisor, { plan: made.plan, held_on: talk, what: '一起看了巡场记录，这一周没有再出现。', next: '下周由辅导人抽查一次' });
  const review = calendar.addDays(from, 30);
  if (review >= d.today) return;
  d.at(`${review}T08:00:00Z`);
  await d.batch(supervisor, async (tx) => {
    for (const goal of made.goals) await takeStep(tx, GoalProcess, goal, 'assess', { met: 'met', result: '期间抽查 8 次，都合格' });
    await takeStep(tx, PlanProcess, made.plan, 'review', { verdict: 'passed', review_note: '目标达到，计划结束。', next_review: null, grade: null }, { signatures: [d.sign('employee', one.name)] });
    return {};
  });
}
