/**
 * Demo of deductions: tables by thing, claims in every state, and last month computed, approved and handed over with a remainder carried
 * into this one. Amounts are invented; the minimum wage is an example, not a published one.
 */
import { answer, calendar, createRecord, takeStep, type Parameter } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { CompensationRate, CompensationRateProcess, DeductionMonth, DeductionMonthProcess, MoneyClaim, MoneyClaimProcess } from './index.ts';
import { MinimumWage } from './parameters.ts';
import type { Thing } from './rate.rules.ts';

type State = 'assessed' | 'notified' | 'disputed' | 'agreed' | 'scheduled';
interface Story { readonly staff: string; readonly thing: Thing; readonly cost: number | null; readonly text: string; readonly state: State }
const EARLIER: readonly Story[] = [
  { staff: '1002', thing: 'property', cost: 150_000, text: '端水经过机柜时打翻，交换机电源烧坏', state: 'scheduled' },
  { staff: '1005', thing: 'headset', cost: 52_000, text: '耳麦跌落摔裂', state: 'scheduled' },
  { staff: '1009', thing: 'badge', cost: null, text: '门卡丢失，次日报告', state: 'scheduled' },
];
const NOW: readonly Story[] = [
  { staff: '1001', thing: 'headset', cost: 12_000, text: '耳麦接线被座椅压断', state: 'notified' },
  { staff: '1003', thing: 'locker', cost: 2_500, text: '储物柜钥匙丢失，换锁芯', state: 'agreed' },
  { staff: '1004', thing: 'property', cost: 36_000, text: '显示器支架断裂', state: 'disputed' },
  { staff: '1006', thing: 'headset', cost: 48_000, text: '耳麦浸水', state: 'assessed' },
];

export async function demo(d: Demo): Promise<void> {
  const thisMonth = d.today.slice(0, 7);
  const last = calendar.addDays(`${thisMonth}-01`, -1);
  const day = (n: number) => `${last.slice(0, 7)}-${String(n).padStart(2, '0')}`;
  d.at(`${calendar.addDays(day(1), -30)}T02:00:00Z`);
  const tables = await d.batch(d.actor('zhaoning'), async (tx) => {
    const from = calendar.addDays(day(1), -29);
    const made: string[] = [];
    for (const [thing, basis, amount, reason] of [['badge', 'fixed', 3_000, '守则选定的金额'], ['headset', 'fixed', 48_000, '年度采购合同单价'], ['locker', 'actual', null, '换锁芯凭据'], ['property', 'actual', null, '维修或购置凭据']] as const) made.push((await createRecord(tx, CompensationRate, { thing, basis, amount, valid_from: from, reason, unit_id: d.unit('YL') })).id);
    return { made };
  });
  await d.batch(d.actor('luowen'), async (tx) => { for (const id of tables.made) await takeStep(tx, CompensationRateProcess, id, 'approve', {}); return {}; });
  await d.batch(d.actor('dinghong'), async (tx) => ({ id: await answer(tx, MinimumWage as Parameter, `${last.slice(0, 4)}-01-01`, 236_000, '演示数，启用前改为当地公布数') }));
  await tell(d, EARLIER, day(6), day(8));
  d.at(`${day(28)}T02:00:00Z`);
  const month = await d.batch(d.actor('dinghong'), async (tx) => {
    const { id } = await createRecord(tx, DeductionMonth, { month: last.slice(0, 7), unit_id: d.unit('YL') });
    await takeStep(tx, DeductionMonthProcess, id, 'approve', {});
    return takeStep(tx, DeductionMonthProcess, id, 'hand_over', { received_by: '薪资系统' });
  });
  void month;
  await tell(d, NOW, calendar.addDays(d.today, -2), calendar.addDays(d.today, -1));
}

async function tell(d: Demo, stories: readonly Story[], happened: string, answered: string): Promise<void> {
  d.at(`${happened}T06:00:00Z`);
  const made = await d.batch(d.actor('sulin'), async (tx) => {
    const people = new Map((await tx.query<{ id: string; staff_no: string; name: string }>('select id, staff_no, name from employee where tenant_id = $1 and staff_no = any($2)', [tx.tenantId, stories.map((s) => s.staff)])).map((p) => [p.staff_no, p]));
    const ids: string[] = [];
    for (const s of stories) {
      const person = people.get(s.staff)!;
      const { id } = await createRecord(tx, MoneyClaim, { employee: person.id, kind: 'compensation', thing: s.thing, happened_on: happened, description: s.text, cost: s.cost, evidence_note: '现场照片、维修或购置凭据', unit_id: d.unit('CC-IN') });
      ids.push(id);
      if (s.state !== 'assessed') await takeStep(tx, MoneyClaimProcess, id, 'notify', { contract_clause: '劳动合同第十二条：因本人原因造成的损失', evidence_note: '现场照片、维修或购置凭据' }, { signatures: [d.sign('employee', person.name)] });
    }
    return { ids };
  });
  d.at(`${answered}T07:00:00Z`);
  // 欧阳娜 has not answered yet; for the others HR wrote down what they said.
  await d.batch(d.actor('luowen'), async (tx) => {
    for (const [i, s] of stories.entries()) {
      if (s.state === 'disputed') await takeStep(tx, MoneyClaimProcess, made.ids[i]!, 'dispute', { dispute: '支架安装时就少一颗螺丝，不是人为损坏。' });
      if (s.state === 'agreed' || s.state === 'scheduled') await takeStep(tx, MoneyClaimProcess, made.ids[i]!, 'agree', {});
    }
    return {};
  });
  await d.batch(d.actor('dinghong'), async (tx) => { for (const [i, s] of stories.entries()) if (s.state === 'scheduled') await takeStep(tx, MoneyClaimProcess, made.ids[i]!, 'schedule', {}); return {}; });
}
