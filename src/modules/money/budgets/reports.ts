/** The funds plan (资金使用计划) of a month: what each category may spend, by the third of the month in which money is to be paid. Serves LOG-4.2, P27. */
import { calendar, defineReport, f, Refusal, type Tx } from '../../../kernel/index.ts';
import { centreFor } from './centres.ts';
import { ASKERS } from './fund-use.ts';
import { Budget, monthOf } from './ledger.ts';

const READERS = [...ASKERS, 'auditor'];
const centre = f.unit('中心', 'Centre', { optional: true, hint: ['有预算的中心；不选为第一个', 'A centre with a budget; without one, the first'] });
const category = f.ref('费用科目', 'Category', 'budget_category');
const loss = { negative: true } as const;

export const FundsPlan = defineReport('funds_plan', {
  label: ['资金使用计划', 'Funds plan'],
  access: READERS,
  params: { month: f.text('月份', 'Month', { max: 7, hint: ['如 2026-03', 'Such as 2026-03'] }), centre },
  initial: ({ day }) => ({ month: day.slice(0, 7), centre: null }),
  columns: {
    category, released: f.money('当月可用预算', 'Budget of the month', loss), first: f.money('上旬待付', 'Days 1 to 10', loss), second: f.money('中旬待付', 'Days 11 to 20', loss), third: f.money('下旬待付', 'From day 21', loss),
    paid: f.money('已支出', 'Spent', loss), left: f.money('尚未安排', 'Not planned yet', loss),
  },
  totals: ['released', 'first', 'second', 'third', 'paid', 'left'],
  async rows(tx, p) {
    const { month } = p;
    if (!/^20\d{2}-(0[1-9]|1[0-2])$/.test(month)) throw new Refusal('funds_plan.month', ['月份不正确', 'Not a month'], 422, { month: ['如 2026-03', 'Such as 2026-03'] });
    const planned = await tx.query<{ category: string; first: number; second: number; third: number }>(
      `select owner::text as category, ${[['first', '< 11'], ['second', 'between 11 and 20'], ['third', '> 20']].map(([name, days]) => `coalesce(sum(amount) filter (where extract(day from business_day) ${days}), 0)::bigint as ${name}`).join(', ')}
       from ledger_entry where tenant_id = $1 and ledger = $2 and account in ('held', 'committed') and to_char(business_day, 'YYYY-MM') = $3 group by 1`, [tx.tenantId, Budget.name, month]);
    const rows = [];
    for (const c of await categoriesIn(tx, await centreFor(tx, p.centre, READERS))) {
      const of = await monthOf(tx, c.id, month);
      const { first = 0, second = 0, third = 0 } = planned.find((r) => r.category === c.id) ?? {};
      rows.push({ category: c.id, released: of.quota, first, second, third, paid: of.spent, left: of.quota - of.spent - of.committed });
    }
    return rows;
  },
  proof: async (_tx, _p, rows) => [{ label: ['可用 = 待付 + 已支出 + 尚未安排（分）', 'Budget = to be paid + spent + not planned, in fen'], left: sum(rows, 'released'), right: sum(rows, 'first') + sum(rows, 'second') + sum(rows, 'third') + sum(rows, 'paid') + sum(rows, 'left') }],
  drill: {
    first: (row, p, rows) => usesIn(row ? [row] : rows, `${p.month}-01`, `${p.month}-10`), second: (row, p, rows) => usesIn(row ? [row] : rows, `${p.month}-11`, `${p.month}-20`), third: (row, p, rows) => usesIn(row ? [row] : rows, `${p.month}-21`, calendar.lastOfMonth(`${p.month}-01`)),
  },
  notes: () => [['待付按预计付款日列入各旬，是已预留或已订货、尚未付款的金额。', 'What is to be paid is held or ordered and not paid, by the day it is expected to be paid.']],
});

const usesIn = (rows: readonly { readonly category: string }[], from: string, to: string) => ({ register: 'fund_use', filter: { all: [
  { field: 'state', op: 'in', value: ['held', 'committed', 'paid'] }, { field: 'cost_on', op: 'gte', value: from }, { field: 'cost_on', op: 'lte', value: to }, { field: 'category', op: 'in', value: rows.map((r) => r.category) },
] } } as const);

const categoriesIn = (tx: Tx, of: string) => tx.query<{ id: string }>('select id from budget_category where tenant_id = $1 and archived_at is null and unit_id = $2 order by list_order, code', [tx.tenantId, of]);
const sum = <K extends string>(rows: readonly { readonly [key in K]: number }[], key: K): number => rows.reduce((all, r) => all + r[key], 0);
