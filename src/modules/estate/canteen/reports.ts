/** What the meals cost, what stands in the stores and until when, what people think of it. Serves LOG-5.1, LOG-5.2, LOG-5.3, P28. */
import { defineReport, f, scopeOf, type Tx } from '../../../kernel/index.ts';
import { MEALS } from './meal.ts';
import { READERS } from './roles.ts';
import { perHead } from './rules.ts';

interface MealCost { readonly meal: string; readonly day: string; readonly kind: keyof typeof MEALS; readonly diners: number; readonly food: number; readonly other: number }
export const CanteenCost = defineReport('canteen_cost', {
  label: ['每餐成本', 'Cost per meal'],
  access: READERS, params: { period: f.period('日期', 'Days') },
  initial: ({ day }) => ({ period: { from: `${day.slice(0, 8)}01`, to: `${day.slice(0, 7) === `${day.slice(0, 4)}-12` ? `${Number(day.slice(0, 4)) + 1}-01` : `${day.slice(0, 4)}-${String(Number(day.slice(5, 7)) + 1).padStart(2, '0')}`}-01` } }),
  columns: {
    meal: f.ref('餐次', 'Meal', 'canteen_meal'), day: f.date('日期', 'Day'), kind: f.choice('餐别', 'Meal', MEALS), diners: f.integer('就餐人数', 'Ate'),
    food: f.money('食材成本', 'Food'), other: f.money('其他成本', 'Other'), total: f.money('合计', 'Total'), per_head: f.money('每人', 'A head', { optional: true }),
  },
  totals: ['diners', 'food', 'other', 'total'],
  async rows(tx, p) {
    const rows = await tx.query<MealCost>(
      `select id as meal, day, kind, diners, food_cost::bigint as food, other_cost::bigint as other from canteen_meal
       where tenant_id = $1 and state = 'closed' and archived_at is null and day >= $2 and day < $3 and ($4::uuid[] is null or unit_id = any($4)) order by day, number`,
      [tx.tenantId, p.period.from, p.period.to, await scopeOf(tx, tx.actor, READERS)]);
    return rows.map((r) => ({ ...r, total: r.food + r.other, per_head: perHead(r.food + r.other, r.diners) }));
  },
  proof: async (tx, p, rows) => [{ label: ['食材成本 = 库存账上为这些餐次耗用的各成本层', 'Food = the cost layers the stock ledger spent on these meals'], left: rows.reduce((n, r) => n + r.food, 0), right: await spentOn(tx, p.period) }],
  drill: { diners: toMeal, food: (row, _p, rows) => ({ register: 'canteen_draw', filter: { all: [{ field: 'meal', op: 'in', value: mealsOf(row, rows) }, { field: 'state', op: 'eq', value: 'taken' }] } }), other: toMeal, total: toMeal },
  notes: () => [['只算已结算的餐次；食材按先进先出的成本层计价', 'Closed meals only; food is valued by its cost layers, first in first out']],
  chart: { kind: 'line', x: 'day', y: ['per_head'] },
});
interface OfMeal { readonly meal: string }
/** A list takes no more than five hundred at once. */
const mealsOf = (row: OfMeal | null, rows: readonly OfMeal[]): readonly string[] => (row === null ? rows : [row]).slice(0, 500).map((r) => r.meal);
function toMeal(row: OfMeal | null, _p: unknown, rows: readonly OfMeal[]) {
  return { register: 'canteen_meal', filter: { field: 'id', op: 'in', value: mealsOf(row, rows) } as const };
}
async function spentOn(tx: Tx, period: { readonly from: string; readonly to: string }): Promise<number> {
  const [sum] = await tx.query<{ cost: number }>(
    `select coalesce(sum(e.amount * l.unit_cost), 0)::bigint as cost from canteen_meal m join canteen_draw d on d.tenant_id = m.tenant_id and d.meal = m.id
     join ledger_journal j on j.tenant_id = d.tenant_id and j.ledger = 'consumable_stock' and (j.because = any(array(select d.number || '/1/' || n from generate_series(1, 50) n)) or j.reverses in (select x.id from ledger_journal x where x.tenant_id = d.tenant_id and x.ledger = 'consumable_stock' and x.because = any(array(select d.number || '/1/' || n from generate_series(1, 50) n))))
     join ledger_entry e on e.tenant_id = j.tenant_id and e.journal = j.id and e.account = 'used' join consumable_layer l on l.tenant_id = e.tenant_id and l.id = e.dim_a::uuid
     where m.tenant_id = $1 and m.state = 'closed' and m.archived_at is null and m.day >= $2 and m.day < $3 and ($4::uuid[] is null or m.unit_id = any($4))`,
    [tx.tenantId, period.from, period.to, await scopeOf(tx, tx.actor, READERS)]);
  return sum?.cost ?? 0;
}

export const FoodInStock = defineReport('canteen_stock', {
  label: ['食材库存与保质期', 'Food in stock and its dates'],
  access: READERS, params: { day: f.date('截至', 'As of') }, initial: ({ day }) => ({ day }),
  columns: {
    purchase: f.ref('进货', 'Purchase', 'canteen_purchase'), item: f.ref('食材', 'Food', 'consumable'), best_before: f.date('保质期至', 'Best before', { optional: true }),
    quantity: f.integer('结存', 'Left'), worth: f.money('金额', 'Worth'), overdue: f.yesNo('已过期', 'Past its date'),
  },
  totals: ['worth'],
  rows: async (tx, p) => tx.query(
    `select p.id as purchase, p.item, p.best_before, l.remaining::int as quantity, (l.remaining * c.unit_cost)::bigint as worth, coalesce(p.best_before <= $2, false) as overdue
     from canteen_purchase p join consumable_layer c on c.tenant_id = p.tenant_id and c.source = p.number join ledger_entry e on e.tenant_id = c.tenant_id and e.ledger = 'consumable_stock' and e.account = 'on_hand' and e.dim_a = c.id::text
     join ledger_lot l on l.tenant_id = e.tenant_id and l.id = e.journal and l.account = e.account and l.owner = e.owner
     where p.tenant_id = $1 and l.remaining > 0 and ($3::uuid[] is null or p.unit_id = any($3)) order by p.best_before nulls last, p.number`, [tx.tenantId, p.day, await scopeOf(tx, tx.actor, READERS)]),
  proof: async (tx, _p, rows) => {
    const [sum] = await tx.query<{ worth: number }>(
      `select coalesce(sum(e.amount * c.unit_cost), 0)::bigint as worth from ledger_entry e join consumable_layer c on c.tenant_id = e.tenant_id and c.id = e.dim_a::uuid join canteen_purchase p on p.tenant_id = c.tenant_id and p.number = c.source
       where e.tenant_id = $1 and e.ledger = 'consumable_stock' and e.account = 'on_hand' and ($2::uuid[] is null or p.unit_id = any($2))`, [tx.tenantId, await scopeOf(tx, tx.actor, READERS)]);
    return [{ label: ['各批结存金额 = 库存账进出相抵', 'Worth of the lots = what went in less what went out'], left: rows.reduce((n, r) => n + Number(r['worth']), 0), right: sum?.worth ?? 0 }];
  },
  drill: { worth: (row, _p, rows) => ({ register: 'canteen_purchase', filter: { field: 'id', op: 'in', value: (row === null ? rows : [row]).slice(0, 500).map((r) => r.purchase) } }) },
  notes: () => [['结存是现在的；截至日只用来判断是否过期', 'What is left is of now; the day only decides what is past its date']],
});
