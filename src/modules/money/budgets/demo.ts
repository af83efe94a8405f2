/** The seven categories and the monthly quota of 100,000 from January 2026 (FS-3.1), with a commitment and a transfer that waits; and the budget of logistics (LOG-4). */
import type { Demo } from '../../../kernel/demo.ts';
import { createRecord, takeStep } from '../../../kernel/index.ts';
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

/** Logistics asks for its money year by year and month by month, and uses some of it: held, ordered, paid, and one above the budget that waits. */
const LINES = [['LC-VEH', '后勤车辆', 2_400_000, 'escalate'], ['LC-REP', '房屋维修', 1_500_000, 'escalate'], ['LC-MAT', '低值易耗品', 600_000, 'block'], ['LC-UTL', '水电燃气', 900_000, 'warn']] as const;

async function logistics(d: Demo): Promise<void> {
  const unit_id = d.unit('LC');
  d.at('2026-02-24T01:00:00Z');
  const { of } = await d.batch(d.actor('fanghua'), async (tx) => {
    const ids: { [code: string]: string } = {};
    for (const [i, [code, name, , on_overspend]] of LINES.entries()) ids[code] = (await createRecord(tx, BudgetCategory, { code, name, list_order: i + 1, on_overspend, unit_id })).id;
    return { of: ids };
  });
  const { year, march } = await d.batch(d.actor('kubaoshan'), async (tx) => {
    const ask = async (kind: 'year' | 'month', period: string, times: number) => {
      const { id } = await createRecord(tx, BudgetRequest, { kind, period, basis: kind === 'year' ? '按 2025 年实际与今年检修计划' : '年度预算分月', unit_id });
      for (const [code, , amount] of LINES) await createRecord(tx, BudgetRequestLine, { request: id, category: of[code]!, amount: amount * times });
      await takeStep(tx, BudgetRequestProcess, id, 'submit', {});
      return id;
    };
    const [first, second] = [await ask('year', '2026', 12), await ask('month', '2026-03', 1)];
    await ask('month', '2026-04', 1);
    return { year: first, march: second };
  });
  await d.batch(d.actor('rongsheng'), async (tx) => { for (const id of [year, march]) await takeStep(tx, BudgetRequestProcess, id, 'approve', {}); return {}; });
  await d.batch(d.actor('fanghua'), async (tx) => {
    for (const id of [year, march]) for (const step of ['approve_finance', 'release'] as const) await takeStep(tx, BudgetRequestProcess, id, step, {});
    return {};
  });
  d.at('2026-02-26T02:00:00Z');
  const uses = await d.batch(d.actor('muchunmei'), async (tx) => {
    const use = async (code: string, purpose: string, amount: number, cost_on: string, payee: string) => (await createRecord(tx, FundUse, { category: of[code]!, purpose, amount, cost_on, payee, unit_id })).id;
    return {
      roof: await use('LC-REP', '二号楼屋面防水', 860_000, '2026-03-18', '安居防水工程部'), tyres: await use('LC-VEH', '通勤车轮胎六条', 1_180_000, '2026-03-12', '通达汽修'),
      boiler: await use('LC-REP', '食堂锅炉检修', 720_000, '2026-03-25', '恒热锅炉维保'), paper: await use('LC-MAT', '打印纸与垃圾袋', 126_000, '2026-03-06', '文昌办公'),
    };
  });
  await d.batch(d.actor('rongsheng'), async (tx) => { for (const id of [uses.roof, uses.tyres, uses.boiler]) await takeStep(tx, FundUseProcess, id, 'approve', {}); return {}; });
  await d.step(FundUseProcess, uses.tyres, 'commit', d.actor('muchunmei'), { order_for: 1_150_000, payee: '通达汽修' });
}
