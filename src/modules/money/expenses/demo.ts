/**
 * Costs of January and February 2026 up to 20 February as the branches claimed them (FS-3.3): vehicles 29,836, travel 17,443,
 * communication 9,717, business 6,660, office 1,789.50, other 2,488.50, together 67,934.00; some later claims still on their way. Logistics closed the month before
 * last and finance signed for its file.
 */
import type { Demo } from '../../../kernel/demo.ts';
import { calendar, createRecord, tables, takeStep } from '../../../kernel/index.ts';
import { BudgetCategory, BudgetMonth, BudgetMonthProcess } from '../budgets/index.ts';
import { CostStatement, ExpenseClaim, ExpenseClaimProcess, FinanceHandOver, FinanceHandOverProcess } from './index.ts';

const MANAGERS = { NE: 'hanxue', XJ: 'maimaiti', EC: 'guyang', NC: 'tianye', NW: 'baiyun', SW: 'xiangcheng' } as const;
type Branch = keyof typeof MANAGERS;
/** Fen by category, January and February. */
const ACTUAL = { VEH: [1_612_400, 1_371_200], TRAVEL: [962_300, 782_000], COMM: [521_900, 449_800], BIZ: [348_000, 318_000], OFFICE: [97_650, 81_300], OTHER: [143_550, 105_300] } as const;
type Code = keyof typeof ACTUAL;
/** Who spends how much of it, in parts of a hundred. */
const SPREAD: readonly (readonly [Branch, number])[] = [['EC', 31], ['NE', 27], ['XJ', 18], ['NC', 11], ['NW', 9], ['SW', 4]];
const PURPOSES: { readonly [C in Code]: readonly string[] } = {
  VEH: ['抢修车加油', '高速通行费', '服务车保养', '更换雪地轮胎', '井场道路租车'], TRAVEL: ['驻点往返火车票', '现场住宿', '出差补助', '长途客车票'], COMM: ['驻点宽带', '手机话费', '卫星电话费'],
  BIZ: ['用户技术交流', '联合检查接待'], OFFICE: ['打印纸与硒鼓', '文件快递'], OTHER: ['劳保用品', '驻点饮水', '工具修磨'],
};
const LATER: readonly (readonly [Branch, Code, number, string, 'draft' | 'submitted' | 'approved' | 'returned'])[] = [
  ['NE', 'VEH', 126_000, '抢修车水泵更换', 'approved'], ['XJ', 'TRAVEL', 88_500, '棚山作业区往返机票', 'approved'], ['EC', 'COMM', 36_000, '驻点宽带', 'submitted'], ['NE', 'OFFICE', 12_800, '档案盒', 'submitted'],
  ['NC', 'BIZ', 42_000, '供热公司检修会', 'submitted'], ['NW', 'OTHER', 18_600, '急救包更换', 'returned'], ['SW', 'VEH', 56_000, '山路限滑链', 'draft'],
];

export async function demo(d: Demo): Promise<void> {
  const { of: category } = await d.batch(d.actor('fanghua'), async (tx) => ({ of: Object.fromEntries(
    (await tables(tx, BudgetCategory).selectFrom('budget_category').select(['id', 'code']).where('tenant_id', '=', tx.tenantId).execute()).map((c) => [c.code, c.id])) as { readonly [C in Code]: string } }));
  let invoice = 26_010_400;
  const open: Open = (tx, branch, code, amount, cost_on, purpose) => {
    invoice += 37;
    return createRecord(tx, ExpenseClaim, { category: category[code], amount, cost_on, purpose, invoice_no: String(invoice), unit_id: d.unit(`FS-${branch}`) });
  };
  for (const [month, last] of [['2026-01', 31], ['2026-02', 20]] as const) {
    const booked: string[] = [];
    const at = month === '2026-01' ? ['2026-01-31T01:00:00Z', '2026-01-31T03:00:00Z', '2026-01-31T07:00:00Z'] : ['2026-02-20T01:00:00Z', '2026-02-20T02:00:00Z', '2026-02-20T03:00:00Z'];
    d.at(at[0]!);
    for (const [branch] of SPREAD) {
      await d.batch(d.actor(MANAGERS[branch]), async (tx) => {
        for (const code of Object.keys(ACTUAL) as Code[]) {
          for (const [purpose, amount] of pieces(d, code, partOf(branch, ACTUAL[code][month === '2026-01' ? 0 : 1]))) {
            const { id } = await open(tx, branch, code, amount, `${month}-${String(2 + Math.floor(d.random() * (last - 1))).padStart(2, '0')}`, purpose);
            await takeStep(tx, ExpenseClaimProcess, id, 'submit', {});
            booked.push(id);
          }
        }
        return {};
      });
    }
    d.at(at[1]!);
    await d.batch(d.actor('niewenbo'), async (tx) => { for (const id of booked) await takeStep(tx, ExpenseClaimProcess, id, 'approve', {}); return {}; });
    d.at(at[2]!);
    await d.batch(d.actor('fanghua'), async (tx) => { for (const id of booked) await takeStep(tx, ExpenseClaimProcess, id, 'post', {}); return {}; });
  }
  await onTheWay(d, open);
  // Entered by the dispatcher from last year's paper; finance checks it against the original and books it.
  d.at('2026-02-20T07:00:00Z');
  await d.create(CostStatement, d.actor('duanfei'), { source: '2 月工作汇报“费用”一节（核对用）', cost_on: '2026-02-20', items: '车辆费 29,836\n差旅费 17,443\n通讯费 9,717\n业务费 6,660\n办公费 1,789.5\n其他 2,488.5', unit_id: d.unit('FS') });
  await monthHandedOver(d);
}

async function monthHandedOver(d: Demo): Promise<void> {
  const first = `${d.today.slice(0, 7)}-01`;
  const [before, last] = [calendar.addMonths(first, -2).slice(0, 7), calendar.addMonths(first, -1).slice(0, 7)];
  d.at(`${last}-03T02:00:00Z`);
  const { id } = await d.batch(d.actor('rongsheng'), async (tx) => {
    const month = await createRecord(tx, BudgetMonth, { centre: d.unit('LC'), month: before });
    await takeStep(tx, BudgetMonthProcess, month.id, 'close', {});
    return createRecord(tx, FinanceHandOver, { budget_month: month.id });
  });
  d.at(`${last}-04T06:00:00Z`);
  await d.step(FinanceHandOverProcess, id, 'receive', d.actor('fanghua'), {}, [d.sign('finance', d.actor('fanghua'))]);
}

type Open = (tx: Parameters<Parameters<Demo['batch']>[1]>[0], branch: Branch, code: Code, amount: number, cost_on: string, purpose: string) => ReturnType<typeof createRecord<typeof ExpenseClaim>>;

async function onTheWay(d: Demo, open: Open): Promise<void> {
  for (const [branch, code, amount, purpose, state] of LATER) {
    d.at('2026-02-20T05:00:00Z');
    const { id } = await d.batch(d.actor(MANAGERS[branch]), async (tx) => {
      const made = await open(tx, branch, code, amount, '2026-02-19', purpose);
      if (state !== 'draft') await takeStep(tx, ExpenseClaimProcess, made.id, 'submit', {});
      return { id: made.id };
    });
    d.at('2026-02-20T06:00:00Z');
    if (state === 'approved') await d.step(ExpenseClaimProcess, id, 'approve', d.actor('niewenbo'), {});
    if (state === 'returned') await d.step(ExpenseClaimProcess, id, 'send_back', d.actor('niewenbo'), { reason: '发票抬头不符，请换票' });
  }
}

/** A branch's part in whole yuan; the first branch takes what rounding leaves, so that the parts make up the sum. */
function partOf(branch: Branch, sum: number): number {
  const parts = SPREAD.map(([, share]) => Math.floor((sum * share) / 10_000) * 100);
  const rest = sum - parts.reduce((all, n) => all + n, 0);
  const at = SPREAD.findIndex(([b]) => b === branch);
  return parts[at]! + (at === 0 ? rest : 0);
}

/** One to three documents that together make the amount; small amounts are one document. */
function pieces(d: Demo, code: Code, amount: number): (readonly [purpose: string, amount: number])[] {
  const purposes = PURPOSES[code];
  const from = Math.floor(d.random() * purposes.length);
  const count = amount > 300_000 ? 3 : amount > 100_000 ? 2 : 1;
  const each = Math.floor((amount * (0.8 + d.random() * 0.3)) / count / 100) * 100;
  return Array.from({ length: count }, (_, i) => [purposes[(from + i) % purposes.length]!, i < count - 1 ? each : amount - each * (count - 1)] as const).filter(([, n]) => n > 0);
}
