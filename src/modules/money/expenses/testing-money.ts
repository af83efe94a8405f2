/** What the tests on money begin with: the seven categories, the quota of 100,000 a month from January 2026, and the people of the way a claim goes. */
import type { Actor } from '../../../kernel/index.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { staff } from '../../people/staff/index.ts';
import { contracts } from '../../service/contracts/index.ts';
import { customers } from '../../service/customers/index.ts';
import { equipment } from '../../service/equipment/index.ts';
import { orders } from '../../service/orders/index.ts';
import { parts } from '../../service/parts/index.ts';
import { settlements } from '../../service/settlements/index.ts';
import { BudgetCategory, BudgetQuota, BudgetQuotaLine, BudgetQuotaProcess, budgets } from '../budgets/index.ts';
import { ExpenseClaim, ExpenseClaimProcess, expenses } from './index.ts';

export const CATEGORIES = [
  ['MAT', '材料及工程安装', 40_000, 'escalate'], ['VEH', '车辆', 24_000, 'escalate'], ['TRAVEL', '差旅', 13_000, 'warn'], ['COMM', '通讯', 6_000, 'block'],
  ['BIZ', '业务', 5_000, 'block'], ['OFFICE', '办公', 2_000, 'block'], ['OTHER', '其他', 10_000, 'escalate'],
] as const;
export type Code = (typeof CATEGORIES)[number][0];

export interface Money {
  readonly t: TestKernel;
  readonly finance: Actor; readonly manager: Actor; readonly dispatcher: Actor; readonly branch: Actor; readonly technician: Actor;
  readonly category: { readonly [C in Code]: string };
}

export async function startMoney(): Promise<Money> {
  const t = await startTest({ modules: [staff, customers, contracts, equipment, orders, settlements, parts, budgets, expenses], now: '2026-02-20T02:00:00Z' });
  const finance = await t.actor('finance', 'YL', '方华');
  const category: { [code: string]: string } = {};
  for (const [i, [code, name, , on_overspend]] of CATEGORIES.entries()) {
    category[code] = (await t.create(BudgetCategory, finance, { code, name, list_order: i + 1, on_overspend, takes_parts: code === 'MAT', unit_id: t.unit('FS') })).id;
  }
  return {
    t, finance, manager: await t.actor('centre_manager', 'FS', '聂文博'), dispatcher: await t.actor('dispatcher', 'FS', '段飞'),
    branch: await t.actor('branch_manager', 'FS-NE', '韩雪'), technician: await t.actor('technician', 'FS-NE', '关振国'), category: category as Money['category'],
  };
}

export async function adoptQuota({ t, finance, category }: Money): Promise<string> {
  const { id } = await t.create(BudgetQuota, finance, { effective_from: '2026-01-01', total: 10_000_000, basis: '2026 年费用预算', unit_id: t.unit('FS') });
  for (const [code, , yuan] of CATEGORIES) await t.create(BudgetQuotaLine, finance, { quota: id, category: category[code], amount: yuan * 100, unit_id: t.unit('FS') });
  await t.step(BudgetQuotaProcess, id, 'adopt', finance, {});
  return id;
}

let invoices = 0;
/** A claim of the technician, handed in. Amount in yuan. */
export async function claim({ t, technician, category }: Money, code: Code, yuan: number, cost_on = '2026-02-10', more: { readonly commitment?: string } = {}): Promise<string> {
  const { id } = await t.create(ExpenseClaim, technician, { category: category[code], amount: Math.round(yuan * 100), cost_on, purpose: '抢修出车', invoice_no: `FP${++invoices}`, ...more });
  await t.step(ExpenseClaimProcess, id, 'submit', technician, {});
  return id;
}
/** The whole way: handed in, approved, booked. */
export async function booked(m: Money, code: Code, yuan: number, cost_on = '2026-02-10', more: { readonly commitment?: string } = {}): Promise<string> {
  const id = await claim(m, code, yuan, cost_on, more);
  await m.t.step(ExpenseClaimProcess, id, 'approve', m.branch, {});
  await m.t.step(ExpenseClaimProcess, id, 'post', m.finance, {});
  return id;
}
