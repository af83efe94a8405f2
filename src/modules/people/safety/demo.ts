/** Demo of safety: an emergency of last week handled and reviewed, one under way, visitors, walk-ins shown the way, a grievance answered and one open. All invented. */
import { calendar, createRecord, takeStep } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { Emergency, EmergencyProcess, EmergencyStepProcess, Grievance, GrievanceProcess, PrivateVisitor, PrivateVisitorProcess, WalkIn } from './index.ts';

export async function demo(d: Demo): Promise<void> {
  const [na, sulin, hr] = [d.actor('ouyangna'), d.actor('sulin'), d.actor('luowen')];
  const line = d.unit('CC-IN');
  const day = (n: number) => calendar.addDays(d.today, n);
  const emergency = async (kind: 'power' | 'medical', at: string, place: string, what: string, ticked: number) => {
    d.at(new Date(Date.parse(at) + 4 * 60_000).toISOString());
    const { id } = await d.create(Emergency, na, { kind, line, occurred_at: new Date(at), place, what, informed: '苏琳' });
    return d.batch(sulin, async (tx) => {
      await takeStep(tx, EmergencyProcess, id, 'acknowledge', {});
      const steps = await tx.query<{ id: string }>('select id from emergency_step where tenant_id = $1 and emergency = $2 order by step_no', [tx.tenantId, id]);
      for (const step of steps.slice(0, ticked)) await takeStep(tx, EmergencyStepProcess, step.id, 'tick', { remark: null });
      if (ticked >= steps.length) await takeStep(tx, EmergencyProcess, id, 'close', {});
      return { id };
    });
  };
  const over = await emergency('power', `${day(-8)}T02:20:00Z`, '机房与 A 区', '市电闪断，交换机重启约七分钟', 4);
  await d.step(EmergencyProcess, over.id, 'review', d.actor('qinlan'), { review: '备用电源切换慢 40 秒；已请后勤检修，并把回拨未接来电列入班后检查。' });
  await emergency('medical', `${day(0)}T00:40:00Z`, 'B 区 12 座', '同事低血糖头晕，已送医务室', 2);
  d.at(`${day(-4)}T01:00:00Z`);
  const visitors = await d.batch(sulin, async (tx) => {
    const ids: string[] = [];
    const people = await tx.query<{ id: string }>('select id from employee where tenant_id = $1 and line = $2 order by staff_no limit 4', [tx.tenantId, line]);
    for (const [i, [visitor, why, approved]] of ([['欧阳强', '送老家带来的药', true], ['尉迟明', '取家门钥匙', true], ['昝芳', '签收快递', false]] as const).entries()) {
      const { id } = await createRecord(tx, PrivateVisitor, { host: people[i]!.id, visitor, why, from_at: new Date(`${day(-4 + i * 2)}T04:10:00Z`), without_approval: false });
      if (approved) await takeStep(tx, PrivateVisitorProcess, id, 'approve', { place: '前台会客区' });
      ids.push(id);
    }
    return ids;
  });
  d.at(`${day(-4)}T04:35:00Z`);
  await d.step(PrivateVisitorProcess, visitors[0]!, 'leave', sulin, {});
  for (const [n, caller, wanted, shown] of [[-6, 'customer', '带着故障控制器来要求当场检测', 'branch'], [-3, 'repair', '当面报修一台燃烧器', 'hotline'], [-1, 'warehouse', '当面核对一张配件申报', 'web']] as const) {
    d.at(`${day(n)}T03:20:00Z`);
    await d.create(WalkIn, na, { caller, came_at: new Date(`${day(n)}T03:10:00Z`), wanted, shown, unit_id: line });
  }
  d.at(`${day(-5)}T05:00:00Z`);
  const first = await d.create(Grievance, na, { subject: 'schedule', text: '连续两周排到周日晚班，希望轮换。', wish: '每月最多两次周日晚班', unit_id: line });
  await d.create(Grievance, sulin, { subject: 'conditions', text: 'B 区空调出风口正对座位，多人颈肩不适。', wish: '加装挡风板', unit_id: line });
  d.at(`${day(-3)}T06:00:00Z`);
  await d.step(GrievanceProcess, first.id, 'answer', hr, { answer: '已与线路核对：下个双周起周日晚班每人至多两次，写入自动排班的公平项。' });
}
