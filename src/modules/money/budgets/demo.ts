/** The seven categories and the monthly quota of 100,000 from January 2026 (FS-3.1), with a commitment and a transfer that waits. */
import type { Demo } from '../../../kernel/demo.ts';
import { createRecord, takeStep } from '../../../kernel/index.ts';
import { BudgetCategory, BudgetCommitment, BudgetCommitmentProcess, BudgetQuota, BudgetQuotaLine, BudgetQuotaProcess, BudgetTransfer } from './index.ts';

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
}
