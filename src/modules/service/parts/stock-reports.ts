/** Stock by place with its value, and what moved in a period: quantities from the entries, proven against balances and lots. Serves FS-3.4, CG-50. */
import { defineReport, f, scopeOf, type Tx } from '../../../kernel/index.ts';
import type { Units } from './figures.ts';
import { READERS } from './roles.ts';
import { PLACE_KINDS } from './rules.ts';

const scope = (tx: Tx): Promise<Units> => scopeOf(tx, tx.actor, READERS);
const signed = { min: -2_000_000_000 } as const;
const WHERE = { ...PLACE_KINDS, issued: ['已发放待更换', 'Issued, not fitted yet'] } as const;

/** Everything held, each entry with its part, place and what its layer cost. `$1` organisation, `$2` units. */
const HELD = `
  from ledger_entry e
  left join stock_item i on e.account = 'on_hand' and i.tenant_id = e.tenant_id and i.id = e.owner
  left join stock_place p on p.tenant_id = i.tenant_id and p.id = i.place
  left join part_application a on e.account = 'issued' and a.tenant_id = e.tenant_id and a.id = e.owner
  left join cost_layer c on c.tenant_id = e.tenant_id and c.id = nullif(e.dim_a, '')::uuid
  where e.tenant_id = $1 and e.ledger = 'part_stock' and e.account in ('on_hand', 'issued') and ($2::uuid[] is null or coalesce(p.unit_id, a.unit_id) = any($2))`;

interface StockRow { readonly kind: keyof typeof WHERE; readonly place: string | null; readonly part: string; readonly quantity: number; readonly value: number }
export const PartStockByPlace = defineReport('part_stock_by_place', {
  label: ['配件库存（按库位）', 'Parts in stock by place'],
  access: READERS, params: { as_of: f.date('截至', 'As of') }, initial: ({ day }) => ({ as_of: day }),
  columns: {
    kind: f.choice('类别', 'Kind', WHERE), place: f.ref('库位', 'Place', 'stock_place', { optional: true }), part: f.ref('配件', 'Part', 'part'),
    quantity: f.integer('数量', 'Quantity'), value: f.money('金额', 'Value'),
  },
  totals: ['quantity', 'value'],
  rows: async (tx, p) => tx.query<StockRow>(
    `select coalesce(p.kind, 'issued') as kind, i.place, coalesce(i.part, a.part) as part, sum(e.amount)::int as quantity, sum(e.amount * coalesce(c.unit_cost, 0))::bigint as value
     ${HELD} and e.business_day <= $3 group by p.kind, p.name, i.place, coalesce(i.part, a.part) having sum(e.amount) <> 0
     order by array_position(array['warehouse', 'van', 'technician', 'customer', 'old_parts', 'scrap'], p.kind) nulls last, p.name, sum(e.amount * coalesce(c.unit_cost, 0)) desc, coalesce(i.part, a.part)`,
    [tx.tenantId, await scope(tx), p.as_of]),
  async proof(tx, p, rows) {
    const units = await scope(tx);
    const [later] = await tx.query<{ quantity: number; value: number }>(
      `select coalesce(sum(e.amount), 0)::int as quantity, coalesce(sum(e.amount * coalesce(c.unit_cost, 0)), 0)::bigint as value ${HELD} and e.business_day > $3`, [tx.tenantId, units, p.as_of]);
    const [lots] = await tx.query<{ quantity: number; value: number }>(
      `select coalesce(sum(l.remaining), 0)::int as quantity, coalesce(sum(l.remaining * coalesce(c.unit_cost, 0)), 0)::bigint as value
       from ledger_lot l join ledger_entry e on e.tenant_id = l.tenant_id and e.journal = l.id and e.account = l.account and e.owner = l.owner
       left join stock_item i on i.tenant_id = l.tenant_id and i.id = l.owner left join part_application a on a.tenant_id = l.tenant_id and a.id = l.owner
       left join cost_layer c on c.tenant_id = e.tenant_id and c.id = nullif(e.dim_a, '')::uuid
       where l.tenant_id = $1 and l.ledger = 'part_stock' and ($2::uuid[] is null or coalesce(i.unit_id, a.unit_id) = any($2))`, [tx.tenantId, units]);
    return [
      { label: ['数量之和 = 各批次余量 − 截止日之后的变动', 'Sum of quantities = what remains in lots − what moved since'], left: rows.reduce((n, r) => n + r.quantity, 0), right: lots!.quantity - later!.quantity },
      { label: ['金额之和 = 各批次余量 × 单位成本 − 之后的变动（分）', 'Sum of values = lots × their cost − what moved since, in fen'], left: rows.reduce((n, r) => n + r.value, 0), right: lots!.value - later!.value },
    ];
  },
  drill: {
    quantity: (row) => (row === null ? null : row.place === null
      ? { register: 'part_application', filter: { all: [{ field: 'state', op: 'eq', value: 'issued' }, { field: 'part', op: 'eq', value: row.part }] } }
      : { register: 'stock_item', filter: { all: [{ field: 'place', op: 'eq', value: row.place }, { field: 'part', op: 'eq', value: row.part }] } }),
  },
  notes: () => [['旧件没有成本，金额为 0。', 'Old parts carry no cost; their value is nought.']],
});

interface MoveRow { readonly part: string; readonly opening: number; readonly bought: number; readonly old_parts: number; readonly fitted: number; readonly counted: number; readonly gone: number; readonly closing: number }
export const PartMovements = defineReport('part_movements', {
  label: ['配件收发存', 'Parts: in, out and on hand'],
  access: READERS,
  params: { from: f.date('起', 'From'), to: f.date('止', 'To', { hint: ['含当日', 'That day included'] }) },
  initial: ({ day }) => ({ from: `${day.slice(0, 7)}-01`, to: day }),
  columns: {
    part: f.ref('配件', 'Part', 'part'), opening: f.integer('期初', 'Opening', signed), bought: f.integer('入库', 'Received', signed), old_parts: f.integer('旧件交回', 'Old parts', signed),
    fitted: f.integer('装用', 'Fitted', signed), counted: f.integer('盘点差异', 'Counts', signed), gone: f.integer('返厂与处置', 'Left the house', signed), closing: f.integer('期末', 'Closing', signed),
  },
  totals: ['opening', 'bought', 'old_parts', 'fitted', 'counted', 'gone', 'closing'],
  async rows(tx, p) {
    const found = await tx.query<Omit<MoveRow, 'closing'>>(
      `select coalesce(i.part, a.part) as part, coalesce(sum(e.amount) filter (where e.business_day < $3), 0)::int as opening,
         ${['receive', 'old_part'].map((m, n) => `coalesce(sum(e.amount) filter (where e.business_day >= $3 and j.movement = '${m}'), 0)::int as ${['bought', 'old_parts'][n]}`).join(', ')},
         coalesce(-sum(e.amount) filter (where e.business_day >= $3 and j.movement in ('fit', 'fit_from_van')), 0)::int as fitted,
         coalesce(sum(e.amount) filter (where e.business_day >= $3 and j.movement in ('count_more', 'count_less')), 0)::int as counted,
         coalesce(-sum(e.amount) filter (where e.business_day >= $3 and j.movement in ('to_manufacturer', 'dispose')), 0)::int as gone
       ${HELD.replace('from ledger_entry e', 'from ledger_entry e join ledger_journal j on j.tenant_id = e.tenant_id and j.id = e.journal')} and e.business_day <= $4
       group by coalesce(i.part, a.part) order by coalesce(i.part, a.part)`, [tx.tenantId, await scope(tx), p.from, p.to]);
    return found.map((r) => ({ ...r, closing: r.opening + r.bought + r.old_parts - r.fitted + r.counted - r.gone }));
  },
  async proof(tx, p, rows) {
    const [held] = await tx.query<{ n: number }>(`select coalesce(sum(e.amount), 0)::int as n ${HELD} and e.business_day <= $3`, [tx.tenantId, await scope(tx), p.to]);
    return [{ label: ['期初 + 收 − 发 = 账面期末', 'Opening + in − out = closing on the books'], left: rows.reduce((n, r) => n + r.closing, 0), right: held!.n }];
  },
  drill: { bought: (row, p) => ({ register: 'stock_receipt', filter: { all: [...(row === null ? [] : [{ field: 'part', op: 'eq', value: row.part } as const]), { field: 'received_on', op: 'between', value: [p.from, p.to] }] } }),
    fitted: (row, p) => ({ register: 'part_application', filter: { all: [...(row === null ? [] : [{ field: 'part', op: 'eq', value: row.part } as const]), { field: 'replaced_on', op: 'between', value: [p.from, p.to] }] } }) },
  notes: () => [['调拨、发放和退回只换地方，不改变总数。', 'Transfers, issues and returns change the place, not the total.']],
});
