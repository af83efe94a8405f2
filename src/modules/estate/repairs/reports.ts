/** Repairs by building (按房屋的维修费用): what was reported, kept in time and scored, and what it cost, proven against the stock's entries. Serves LOG-2.6, TEA-1. */
import { defineReport, f, scopeOf, type Filter, type Tx } from '../../../kernel/index.ts';
import { READERS } from './roles.ts';

interface Span { readonly from: string; readonly to: string }
interface Row { readonly building: string; readonly reported: number; readonly late: number; readonly scored: number; readonly score_sum: number; readonly material: number; readonly labour: number; readonly construction: number; readonly total: number }
const reach = (tx: Tx) => scopeOf(tx, tx.actor, READERS);
const LOCAL = `(o.reported_at at time zone 'Asia/Shanghai')::date`;
const sum = (rows: readonly Row[], of: (r: Row) => number): number => rows.reduce((n, r) => n + of(r), 0);

/** What construction came to in a span, by the day of its settlement. */
export async function constructionIn(tx: Tx, units: readonly string[] | null, p: Span): Promise<number> {
  const [row] = await tx.query<{ n: number }>(`select coalesce(sum(final_amount), 0)::bigint as n from construction_project where tenant_id = $1 and settled_on between $3 and $4 and archived_at is null and ($2::uuid[] is null or unit_id = any($2))`, [tx.tenantId, units, p.from, p.to]);
  return row!.n;
}

export const RepairsByBuilding = defineReport('repairs_by_building', {
  label: ['维修（按房屋）', 'Repairs by building'],
  access: READERS,
  params: { from: f.date('起', 'From'), to: f.date('止', 'To', { hint: ['含当日', 'That day included'] }) },
  initial: ({ day }) => ({ from: `${day.slice(0, 4)}-01-01`, to: day }),
  columns: {
    building: f.ref('房屋', 'Building', 'building'), reported: f.integer('报修', 'Reported'), late: f.integer('不及时', 'Late'), scored: f.integer('已评分', 'Scored'), average: f.quantity('平均分', 'Average score', { optional: true, scale: 2 }),
    material: f.money('材料', 'Material', { negative: true }), labour: f.money('人工与外委', 'Labour and outside'), construction: f.money('工程', 'Construction'), total: f.money('合计', 'Total', { negative: true }),
  },
  totals: ['reported', 'late', 'scored', 'material', 'labour', 'construction', 'total'],
  async rows(tx, p) {
    const found = await tx.query<Omit<Row, 'total'>>(
      `select b.id as building,
         (select count(*)::int from repair_order o where o.tenant_id = b.tenant_id and o.building = b.id and o.archived_at is null and ${LOCAL} between $3 and $4) as reported,
         (select count(*)::int from repair_order o where o.tenant_id = b.tenant_id and o.building = b.id and o.archived_at is null and o.in_time = false and ${LOCAL} between $3 and $4) as late,
         (select count(o.score)::int from repair_order o where o.tenant_id = b.tenant_id and o.building = b.id and o.archived_at is null and ${LOCAL} between $3 and $4) as scored,
         (select coalesce(sum(o.score), 0)::int from repair_order o where o.tenant_id = b.tenant_id and o.building = b.id and o.archived_at is null and ${LOCAL} between $3 and $4) as score_sum,
         (select coalesce(sum(m.cost) filter (where m.taken_on between $3 and $4), 0)::bigint - coalesce(sum(m.cost) filter (where m.returned_on between $3 and $4), 0)::bigint
            from repair_material m join repair_order o on o.tenant_id = m.tenant_id and o.id = m.repair where m.tenant_id = b.tenant_id and o.building = b.id) as material,
         (select coalesce(sum(o.labour), 0)::bigint from repair_order o where o.tenant_id = b.tenant_id and o.building = b.id and o.archived_at is null and o.settled_on between $3 and $4) as labour,
         (select coalesce(sum(c.final_amount), 0)::bigint from construction_project c where c.tenant_id = b.tenant_id and c.building = b.id and c.archived_at is null and c.settled_on between $3 and $4) as construction
       from building b where b.tenant_id = $1 and b.archived_at is null and ($2::uuid[] is null or b.unit_id = any($2)) order by b.number`, [tx.tenantId, await reach(tx), p.from, p.to]);
    return found.map((r) => ({ ...r, average: r.scored === 0 ? null : (r.score_sum / r.scored).toFixed(2), total: r.material + r.labour + r.construction }));
  },
  async proof(tx, p, rows) {
    const units = await reach(tx);
    const [stock] = await tx.query<{ n: number }>(
      `select coalesce(-sum(e.amount * c.unit_cost), 0)::bigint as n from ledger_entry e join ledger_journal j on j.tenant_id = e.tenant_id and j.id = e.journal left join ledger_journal o on o.tenant_id = j.tenant_id and o.id = j.reverses
       join consumable_layer c on c.tenant_id = e.tenant_id and c.id = e.dim_a::uuid join repair_material m on m.tenant_id = e.tenant_id and m.id = j.record_id
       where e.tenant_id = $1 and e.ledger = 'consumable_stock' and e.account = 'on_hand' and coalesce(o.movement, j.movement) = 'spend' and e.business_day between $3 and $4 and ($2::uuid[] is null or m.unit_id = any($2))`, [tx.tenantId, units, p.from, p.to]);
    const all = rows as unknown as readonly Row[];
    return [
      { label: ['材料之和 = 易耗品台账中维修出库净额（分）', 'Sum of material = what the stock’s entries say was spent on repairs, in fen'], left: sum(all, (r) => r.material), right: stock!.n },
      { label: ['工程之和 = 期内结算的工程（分）', 'Sum of construction = jobs settled in the span, in fen'], left: sum(all, (r) => r.construction), right: await constructionIn(tx, units, p) },
    ];
  },
  drill: {
    reported: (row, p) => orders(row, [{ field: 'reported_at', op: 'between', value: [`${p.from}T00:00:00+08:00`, `${p.to}T23:59:59+08:00`] }]),
    late: (row, p) => orders(row, [{ field: 'in_time', op: 'eq', value: false }, { field: 'reported_at', op: 'between', value: [`${p.from}T00:00:00+08:00`, `${p.to}T23:59:59+08:00`] }]),
    labour: (row, p) => orders(row, [{ field: 'settled_on', op: 'between', value: [p.from, p.to] }]),
    construction: (row, p) => ({ register: 'construction_project', filter: { all: [...(row === null ? [] : [{ field: 'building', op: 'eq', value: row.building } as const]), { field: 'settled_on', op: 'between', value: [p.from, p.to] }] } }),
  },
  notes: () => [
    ['报修按报修日，材料按出库日（退料按退回日减去），人工与工程按结算日。', 'Repairs count by the day reported, material by the day it left the stores (less what came back, by its day), labour and construction by the day settled.'],
    ['材料成本是出库时各批次的实际成本，以后的进价不改变它。', 'Material is at the actual cost of its lots when it left; later prices do not change it.'],
  ],
  chart: { kind: 'bar', x: 'building', y: ['material', 'labour', 'construction'] },
});

type Condition = Extract<Filter, { readonly all: unknown }>['all'][number];
const orders = (row: { readonly building: string } | null, more: readonly Condition[]) => ({ register: 'repair_order', filter: { all: [...(row === null ? [] : [{ field: 'building', op: 'eq', value: row.building } as const]), ...more] } });
