/** The seven categories and the monthly quota of 100,000 from January 2026 (FS-3.1), with a commitment and a transfer that waits; and the budget of logistics (LOG-4). */
import type { Demo } from '../../../kernel/demo.ts';
import { calendar, createRecord, takeStep } from '../../../kernel/index.ts';
import { BudgetCategory, BudgetCommitment, BudgetCommitmentProcess, BudgetQuota, BudgetQuotaLine, BudgetQuotaProcess, BudgetRequest, BudgetRequestLine, BudgetRequestProcess, BudgetTransfer, FundUse, FundUseProcess } from './index.ts';

const QUOTA = [
  ['MAT', '材料及工程安装', 40_000, 'escalate'], ['VEH', '车辆', 24_000, 'escalate'], ['TRAVEL', '差旅', 13_000, 'escalate'], ['COMM', '通讯', 6_000, 'block'],
  ['BIZ', '业务', 5_000, 'block'], ['OFFICE', '办公', 2_000, 'block'], ['OTHER', '其他', 10_000, 'warn'],
] as const;

export async function demo(d: Demo): Promise<void> {
  d.at('2025-12-28T02:00:00Z');
  const unit_id = d.unit('FS');
  const { other, comm } = await d.batch(d.actor('fanghua'), async (tx) => {
    const ids: { [code: string]: string } = {};
    const quota = await createRecord(tx, BudgetQuota, { effective_from: '2026-01-01', total: 10_000_000, basis: '2026 年服务费用预算', unit_id });
    for (const [i, [code, name, yuan, on_overspend]] of QUOTA.entries()) {
      const category = await createRecord(tx, BudgetCategory, { code, name, list_order: i + 1, on_overspend, takes_parts: code === 'MAT', unit_id });
      await createRecord(tx, BudgetQuotaLine, { quota: quota.id, category: category.id, amount: yuan * 100, unit_id });
      ids[code] = category.id;
    }
    await takeStep(tx, BudgetQuotaProcess, quota.id, 'adopt', {});
    return { other: ids['OTHER']!, comm: ids['COMM']! };
  });
  d.at('2026-02-16T02:00:00Z');
  const rent = await d.create(BudgetCommitment, d.actor('maimaiti'), { category: other, purpose: '棚山驻点宿舍取暖费', amount: 120_000, cost_on: '2026-03-05', unit_id: d.unit('FS-XJ') });
  await d.step(BudgetCommitmentProcess, rent.id, 'approve', d.actor('niewenbo'), {});
  d.at('2026-02-19T06:30:00Z');
  await d.create(BudgetTransfer, d.actor('duanfei'), { month: '2026-02', from_category: other, to_category: comm, amount: 80_000, reason: '东北两个驻点换装卫星电话', unit_id });
  await logistics(d);
}

/** Logistics asks for its money year by year and month by month, and uses it: what was paid and settled in the last two months, what is under way in this one. */
const LINES = [['LC-VEH', '后勤车辆', 2_400_000, 'escalate'], ['LC-REP', '房屋维修', 1_500_000, 'escalate'], ['LC-MAT', '低值易耗品', 600_000, 'block'], ['LC-UTL', '水电燃气与保洁', 1_800_000, 'warn']] as const;
type Line = (typeof LINES)[number][0];

async function logistics(d: Demo): Promise<void> {
  const unit_id = d.unit('LC');
  const month = (n: number): string => calendar.addMonths(`${d.today.slice(0, 7)}-01`, n).slice(0, 7);
  const [before, last, current] = [month(-2), month(-1), month(0)];
  const at = (day: string) => d.at(`${day}T01:00:00Z`);
  at(calendar.addDays(`${before}-01`, -12));
  const { of } = await d.batch(d.actor('fanghua'), async (tx) => {
    const ids: { [code: string]: string } = {};
    for (const [i, [code, name, , on_overspend]] of LINES.entries()) ids[code] = (await createRecord(tx, BudgetCategory, { code, name, list_order: i + 1, on_overspend, unit_id })).id;
    return { of: ids };
  });
  const ask = (kind: 'year' | 'month', period: string) => d.batch(d.actor('kubaoshan'), async (tx) => {
    const { id } = await createRecord(tx, BudgetRequest, { kind, period, basis: kind === 'year' ? '按上年实际与当年检修计划' : '年度预算分月', unit_id });
    for (const [code, , amount] of LINES) await createRecord(tx, BudgetRequestLine, { request: id, category: of[code]!, amount: amount * (kind === 'year' ? 12 : 1) });
    await takeStep(tx, BudgetRequestProcess, id, 'submit', {});
    return { id };
  });
  const release = async (kind: 'year' | 'month', period: string) => {
    const { id } = await ask(kind, period);
    await d.step(BudgetRequestProcess, id, 'approve', d.actor('rongsheng'), {});
    await d.batch(d.actor('fanghua'), async (tx) => { for (const step of ['approve_finance', 'release'] as const) await takeStep(tx, BudgetRequestProcess, id, step, {}); return {}; });
  };
  for (const year of new Set([before, last, current].map((m) => m.slice(0, 4)))) await release('year', year);
  for (const m of [before, last, current]) { at(calendar.addDays(`${m}-01`, -8)); await release('month', m); }

  const asked = (code: Line, purpose: string, amount: number, cost_on: string, payee: string) => d.create(FundUse, d.actor('muchunmei'), { category: of[code]!, purpose, amount, cost_on, payee, unit_id });
  /** From the request to the settlement; `paid` in parts, which are what it cost. */
  const lived = async (m: string, code: Line, purpose: string, amount: number, payee: string, paid: readonly (readonly [day: string, amount: number, invoice: string])[]): Promise<void> => {
    at(`${m}-05`);
    const { id } = await asked(code, purpose, amount, `${m}-${paid[0]![0]}`, payee);
    await d.step(FundUseProcess, id, 'approve', d.actor('rongsheng'), {});
    const actual = paid.reduce((sum, [, part]) => sum + part, 0);
    await d.step(FundUseProcess, id, 'commit', d.actor('muchunmei'), { order_for: actual, payee });
    for (const [day, pay, invoice_no] of paid) { at(`${m}-${day}`); await d.step(FundUseProcess, id, 'pay', d.actor('fanghua'), { pay, paid_on: `${m}-${day}`, invoice_no }); }
    await d.step(FundUseProcess, id, 'settle', d.actor('fanghua'), { actual });
  };
  await lived(before, 'LC-REP', '二号楼屋面防水', 860_000, '安居防水工程部', [['20', 842_000, '25311873']]);
  await lived(before, 'LC-MAT', '打印纸与垃圾袋', 126_000, '文昌办公', [['10', 126_000, '25302416']]);
  await lived(last, 'LC-REP', '食堂锅炉检修', 720_000, '恒热锅炉维保', [['16', 400_000, '25418830'], ['25', 300_000, '25418977']]);
  await lived(last, 'LC-VEH', '通勤车轮胎六条', 1_180_000, '通达汽修', [['15', 1_150_000, '25420091']]);

  at(calendar.addDays(d.today, -1));
  await ask('month', month(1));
  const due = calendar.lastOfMonth(`${current}-01`);
  const wall = await asked('LC-REP', '食堂外墙修补', 960_000, due, '安居防水工程部');
  const lift = await asked('LC-REP', '货梯钢丝绳更换', 780_000, due, '云梯电梯维保');
  const battery = await asked('LC-VEH', '通勤车蓄电池', 156_000, due, '通达汽修');
  await asked('LC-MAT', '冬季防滑垫', 98_000, due, '文昌办公');
  await d.batch(d.actor('rongsheng'), async (tx) => { for (const { id } of [wall, lift, battery]) await takeStep(tx, FundUseProcess, id, 'approve', {}); return {}; });
  await d.step(FundUseProcess, battery.id, 'commit', d.actor('muchunmei'), { order_for: 150_000, payee: '通达汽修' });
}
