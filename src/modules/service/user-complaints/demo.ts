/** Demo of user complaints: closed ones, a repeated one in hand, one waiting for its call-back, one just come in, one with proven loss. */
import { answer, calendar, createRecord, takeStep, type Tx } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { RepeatWindow, UserComplaint, UserComplaintProcess } from './index.ts';

type Topic = 'quality' | 'delay' | 'attitude' | 'parts' | 'price';
interface Case { readonly ago: number; readonly customer: string; readonly who: string; readonly topic: Topic; readonly content: string; readonly to: 'received' | 'acknowledged' | 'linked' | 'resolved' | 'closed'; readonly about?: string; readonly resolution?: string }
const CASES: readonly Case[] = [
  { ago: 96, customer: '沙泉采油厂', who: '古海龙', topic: 'delay', content: '应急报修后第二天才到场。', to: 'closed', resolution: '说明道路封闭原因，约定以后先电话告知；用户接受。' },
  { ago: 71, customer: '北岭采油厂', who: '迟海峰', topic: 'quality', content: '季度保养后第三天熄火两次。', to: 'closed', resolution: '更换火焰探头并复查点火回路，运行正常。' },
  { ago: 48, customer: '望湖采油一厂', who: '翁启明', topic: 'parts', content: '更换的压力表量程与原来不符。', to: 'closed', about: '禤伟杰', resolution: '重新更换并退回错件；返工费用由公司承担。' },
  { ago: 27, customer: '白沟道供热公司', who: '解建军', topic: 'price', content: '保外维修收费没有事先报价。', to: 'resolved', resolution: '补送报价单并核减路程费，用户待确认。' },
  { ago: 9, customer: '北岭采油厂', who: '迟海峰', topic: 'quality', content: '同一台炉又熄火，要求根治。', to: 'linked' },
  { ago: 4, customer: '黄峁采油厂', who: '惠延军', topic: 'attitude', content: '技术员在站内大声争吵。', to: 'acknowledged', about: '妥生俊' },
  { ago: 0, customer: '吐哈油田', who: '郎建新', topic: 'delay', content: '约定上午到场，下午仍未见人。', to: 'received' },
];

export async function demo(d: Demo): Promise<void> {
  const started = d.now();
  await d.batch(d.actor('admin'), async (tx) => ({ id: await answer(tx, RepeatWindow, '2026-01-01', 90, '一个季度内再次投诉按重复处理') }));
  for (const c of CASES) await one(d, c, started);
}

async function one(d: Demo, c: Case, started: Date): Promise<void> {
  const dispatcher = d.actor('duanfei');
  const came = c.ago === 0 ? new Date(started.getTime() - 50 * 60_000) : calendar.instantOf(calendar.addDays(d.today, -c.ago), '09:40', 'Asia/Shanghai');
  d.at(came.toISOString());
  const steps = ['received', 'acknowledged', 'linked', 'resolved', 'closed'].indexOf(c.to);
  const { id } = await d.batch(dispatcher, async (tx) => {
    const made = await createRecord(tx, UserComplaint, {
      customer: await idOf(tx, 'customer', c.customer), channel: 'phone', complainant: c.who, phone: '13900006218', topic: c.topic, occurred_at: new Date(came.getTime() - 3_600_000 * 20), content: c.content,
      ...(c.about === undefined ? {} : { about_employee: await idOf(tx, 'employee', c.about) }), unit_id: d.unit('FS'),
    });
    return { id: made.id };
  });
  if (steps < 1) return;
  d.at(new Date(came.getTime() + 40 * 60_000).toISOString());
  await d.batch(dispatcher, async (tx) => {
    await takeStep(tx, UserComplaintProcess, id, 'acknowledge', { handler: '段飞', about_employee: c.about === undefined ? null : await idOf(tx, 'employee', c.about) });
    const [order] = await tx.query<{ id: string }>(`select o.id from service_order o where o.tenant_id = $1 and o.customer = $2 and o.state in ('verified', 'closed') order by o.done_on desc limit 1`, [tx.tenantId, await idOf(tx, 'customer', c.customer)]);
    if (steps >= 2 && order) await takeStep(tx, UserComplaintProcess, id, 'link_order', { service_order: order.id });
    if (steps >= 2 && !order) await takeStep(tx, UserComplaintProcess, id, 'handle_without_order', { without_order: '电话说明即可，不需派工' });
    return {};
  });
  if (steps < 3) return;
  d.at(new Date(came.getTime() + 2 * 86_400_000).toISOString());
  await d.batch(dispatcher, (tx) => takeStep(tx, UserComplaintProcess, id, 'resolve', { resolution: c.resolution ?? '' }));
  if (steps < 4) return;
  d.at(new Date(came.getTime() + 5 * 86_400_000).toISOString());
  await d.batch(d.actor('niewenbo'), async (tx) => {
    await takeStep(tx, UserComplaintProcess, id, 'call_back', { satisfied: c.topic === 'delay' ? 'partly' : 'yes', call_back_note: '电话回访，运行正常。' });
    await takeStep(tx, UserComplaintProcess, id, 'close', {});
    if (c.topic === 'parts') {
      await takeStep(tx, UserComplaintProcess, id, 'propose_incident', { fault: 'error', loss: 1_860_00, loss_evidence: '返工派车单与压力表领用单：路程 1,240 元，错件 620 元，共 1,860 元。', files: null });
    }
    return {};
  });
}

async function idOf(tx: Tx, table: 'customer' | 'employee', name: string): Promise<string> {
  const [row] = await tx.query<{ id: string }>(`select id from ${table} where tenant_id = $1 and name = $2`, [tx.tenantId, name]);
  return row!.id;
}
