/** Three months of opinion forms whose scores rise step by step, the survey behind the code in the rooms, and what was improved. */
import type { Demo } from '../../../kernel/demo.ts';
import { calendar, createRecord, takeStep, type Tx } from '../../../kernel/index.ts';
import { Improvement, ImprovementProcess, OpinionForm, OpinionFormProcess, OpinionRound } from './index.ts';

/** Days ago, then each form: new or old, operation, service, what is given back, words. */
type Form = readonly [kind: 'new' | 'old', operation: Score, service: Score, feedback: Score, comment: string | null];
type Score = '1' | '2' | '3' | '4' | '5';
const FORMS: readonly (readonly [ago: number, forms: readonly Form[]])[] = [
  [82, [['new', '4', '3', '3', null], ['old', '3', '3', '2', '老会员很久没有活动了'], ['old', '4', '4', '3', null]]], [75, [['new', '3', '2', '3', '等上酒水等了半小时'], ['old', '4', '3', '3', null]]],
  [66, [['old', '3', '4', '2', '积分能换的东西太少'], ['new', '4', '4', '3', null]]], [58, [['new', '4', '3', '4', null], ['old', '4', '4', '3', '话筒该换新的了'], ['new', '5', '4', '3', null]]],
  [47, [['old', '4', '4', '4', null], ['new', '3', '4', '3', null]]], [39, [['old', '5', '4', '4', '生日礼盒很用心'], ['new', '4', '4', '4', null], ['old', '4', '5', '3', '希望周一下午场多几间中包']]],
  [28, [['new', '4', '4', '4', null], ['old', '5', '4', '4', null]]], [17, [['old', '4', '5', '4', null], ['new', '5', '5', '4', '服务生很热情'], ['old', '5', '4', '5', null]]],
  [9, [['new', '5', '4', '4', null], ['old', '4', '5', '5', '可以带朋友一起办卡打折吗']]],
];

export async function demo(d: Demo): Promise<void> {
  const loaded = d.now();
  const at = (ago: number, time: string) => d.at(calendar.instantOf(calendar.addDays(d.today, -ago), time, 'Asia/Shanghai').toISOString());
  at(90, '11:00');
  const gao = d.actor('gaomin');
  const round = (await d.create(OpinionRound, gao, { name: '包厢满意度评分', opens_on: calendar.addDays(d.today, -90), closes_on: calendar.addDays(d.today, 60) })).id;
  await d.together(FORMS, async ([ago, forms]) => {
    at(ago, '22:20');
    const { ids } = await d.batch(d.actor('liyan'), async (tx) => ({ ids: await collected(tx, forms, round) }));
    at(ago - 2, '15:10');
    await d.batch(gao, async (tx) => ({ n: (await Promise.all(ids.map((id, i) => analysed(tx, id, forms[i]!, d)))).length }));
  });
  await improved(d, at);
  at(1, '23:00');
  await d.batch(d.actor('liyan'), async (tx) => ({ ids: await collected(tx, [['new', '5', '5', '4', null], ['old', '2', '4', '4', '三楼空调太冷']], round) }));
  d.at(new Date(loaded.getTime() - 30 * 60_000).toISOString());
  await d.create(OpinionForm, d.actor('zhouyu'), { guest_kind: 'new', operation: '4', service: '5', feedback: '4', comment: null, via: 'spot', room: '203', round });
  d.at(loaded.toISOString());
}

async function collected(tx: Tx, forms: readonly Form[], round: string): Promise<string[]> {
  return Promise.all(forms.map(async ([guest_kind, operation, service, feedback, comment], i) => {
    const { id } = await createRecord(tx, OpinionForm, { guest_kind, operation, service, feedback, comment, via: i % 2 ? 'group' : 'spot', room: i % 2 ? null : `20${3 + i}`, round });
    await takeStep(tx, OpinionFormProcess, id, 'submit', {});
    return id;
  }));
}

async function analysed(tx: Tx, id: string, [, operation, service, feedback, comment]: Form, d: Demo): Promise<unknown> {
  const low = [operation, service, feedback].includes('2');
  return takeStep(tx, OpinionFormProcess, id, 'analyse', {
    analysis: comment === null ? '评分平稳，无文字意见' : `客人提到：${comment}`, problem: low ? comment : null, owner: low ? d.actor(comment?.includes('酒水') ? 'heqiang' : 'liyan').id : null,
    due_on: low ? calendar.addDays(d.today, calendar.daysBetween(d.today, tx.now.toISOString().slice(0, 10)) + 14) : null,
  });
}

/** What was found in the first month is solved; one thing of this month is still in hand. */
async function improved(d: Demo, at: (ago: number, time: string) => void): Promise<void> {
  const gao = d.actor('gaomin');
  at(60, '16:00');
  const { open } = await d.batch(gao, async (tx) => ({ open: await tx.query<{ id: string; owner: string; problem: string }>(`select id, owner, problem from improvement where tenant_id = $1 and state = 'open'`, [tx.tenantId]) }));
  await d.batch(d.actor('heqiang'), async (tx) => ({ n: (await Promise.all(open.filter((o) => o.owner === d.actor('heqiang').id).map((o) => takeStep(tx, ImprovementProcess, o.id, 'solve', { solution: '高峰时段增加一名传送员，酒水先于小吃上齐' })))).length }));
  await d.batch(d.actor('liyan'), async (tx) => ({ n: (await Promise.all(open.filter((o) => o.owner === d.actor('liyan').id).map((o) => takeStep(tx, ImprovementProcess, o.id, 'solve', { solution: '兑换目录增加三样礼品，并在群里预告会员活动' })))).length }));
  at(45, '16:00');
  await d.batch(gao, async (tx) => ({ n: (await Promise.all(open.map((o) => takeStep(tx, ImprovementProcess, o.id, 'confirm', { helped: true, verdict: '次月同类意见没有再出现' })))).length }));
  at(6, '16:00');
  await d.create(Improvement, gao, { problem: '周一下午场中包不够，储值会员到店没有房', owner: d.actor('heqiang').id, due_on: calendar.addDays(d.today, 10), opinion: null });
}
