/** Demo of leave: kinds, annual leave granted to the hotline, requests in every state. All invented. */
import { calendar, createRecord, takeStep } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { LeaveEntitlement, LeaveKind, LeaveRequest, LeaveRequestProcess } from './index.ts';

const KINDS = [['年假', true, true, false, null, 0], ['病假', true, false, true, 6, 5], ['事假', false, false, false, 6, 3], ['调休', true, true, false, null, 0]] as const;

export async function demo(d: Demo): Promise<void> {
  const hr = d.actor('luowen');
  d.at(`${calendar.addDays(d.today, -40)}T02:00:00Z`);
  const year = Number(d.today.slice(0, 4));
  const { kinds, agents } = await d.batch(hr, async (tx) => {
    const kinds: { [name: string]: string } = {};
    for (const [name, paid, keeps_balance, needs_proof, hr_from, retroactive_days] of KINDS) kinds[name] = (await createRecord(tx, LeaveKind, { name, paid, keeps_balance, needs_proof, hr_from, retroactive_days, unit_id: d.unit('YL') })).id;
    const agents = await tx.query<{ id: string }>(`select id from employee where tenant_id = $1 and line = $2 order by staff_no`, [tx.tenantId, d.unit('CC-IN')]);
    for (const [i, a] of agents.entries()) for (const y of [year, year + 1]) await createRecord(tx, LeaveEntitlement, { employee: a.id, kind: kinds['年假']!, year: y, half_days: 10 + (i % 3) * 10 });
    return { kinds, agents };
  });
  const stories = [[8, '年假', 6, 7, 'approved'], [9, '事假', 8, 8, 'submitted'], [10, '年假', 12, 13, 'submitted'], [11, '事假', 15, 15, 'refused']] as const;
  for (const [who, kind, from, to, state] of stories) {
    const day = (n: number) => { const at = calendar.addDays(d.today, n); return calendar.addDays(at, [0, 0, 0, 0, 0, 0, 2, 1][calendar.weekday(at)]!); };
    d.at(`${calendar.addDays(d.today, -3)}T02:00:00Z`);
    const { id } = await d.batch(d.actor('wujing'), async (tx) => ({ id: (await createRecord(tx, LeaveRequest, { employee: agents[who]!.id, kind: kinds[kind]!, from_day: day(from), from_half: 'am', to_day: day(to) < day(from) ? day(from) : day(to), to_half: 'pm', reason: kind === '年假' ? '回乡探亲' : '家中装修验收' })).id }));
    if (state === 'approved') await d.batch(d.actor('sulin'), (tx) => takeStep(tx, LeaveRequestProcess, id, 'approve', { decision_note: null, below_reason: '话务淡季，可以安排' }));
    if (state === 'refused') await d.batch(d.actor('sulin'), (tx) => takeStep(tx, LeaveRequestProcess, id, 'refuse', { decision_note: '当天全线培训' }));
  }
}
