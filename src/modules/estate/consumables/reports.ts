/** Consumption and stock of consumables (易耗品收发存): pieces and money from the entries, proven against lots and accounts. Serves LOG-3.7, P25. */
import { defineReport, f, may, scopeOf, type Tx } from '../../../kernel/index.ts';
import { READERS } from './roles.ts';

const signed = { min: -2_000_000_000 } as const;
interface Row { readonly item: string; readonly opening: number; readonly received: number; readonly issued: number; readonly spent: number; readonly counted: number; readonly closing: number; readonly consumption: number; readonly value: number }

/** What happened to what is on hand; a reversal counts as less of what it reverses. `$1` organisation, `$2` units. */
const MOVED = `
  from ledger_entry e join ledger_journal j on j.tenant_id = e.tenant_id and j.id = e.journal left join ledger_journal o on o.tenant_id = j.tenant_id and o.id = j.reverses
  join consumable i on i.tenant_id = e.tenant_id and i.id = e.owner join consumable_layer c on c.tenant_id = e.tenant_id and c.id = e.dim_a::uuid
  where e.tenant_id = $1 and e.ledger = 'consumable_stock' and e.account = 'on_hand' and ($2::uuid[] is null or i.unit_id = any($2))`;
const WHAT = 'coalesce(o.movement, j.movement)';
const reach = (tx: Tx) => scopeOf(tx, tx.actor, READERS);
const sum = (rows: readonly Row[], of: (r: Row) => number): number => rows.reduce((n, r) => n + of(r), 0);

/** The records that moved an item in the span, whatever module they are of: goods come from the suppliers of the stores and of the kitchen, and go to departments, persons, repairs and meals. */
interface Moved { readonly item: string; readonly what: 'received' | 'issued' | 'spent'; readonly register: string; readonly records: readonly string[]; readonly pieces: number; readonly shut: boolean }
const causesOf = (tx: Tx, p: { readonly from: string; readonly to: string }) => reach(tx).then((own) => tx.query<Omit<Moved, 'shut'>>(
  `select i.id as item, case when ${WHAT} = 'receive' then 'received' when ${WHAT} = 'spend' then 'spent' else 'issued' end as what, coalesce(o.register, j.register) as register,
     array_agg(distinct coalesce(o.record_id, j.record_id)) as records, abs(sum(e.amount))::int as pieces
   ${MOVED} and e.business_day between $3 and $4 and ${WHAT} in ('receive', 'issue', 'give_back', 'hand_out', 'hand_back', 'spend') group by 1, 2, 3`, [tx.tenantId, own, p.from, p.to])).then((moved) => moved.map((m) => ({ ...m, shut: !may(tx.actor, tx.kernel.registers.get(m.register)!.access.read) })));
/** Of several registers the one through which most of it went, none when that is shut to the reader; a list takes no more than five hundred records. */
function behind(row: object | null, rows: readonly object[], what: Moved['what'] | null, otherwise: string) {
  const moved = ((row === null ? rows : [row]) as readonly { readonly causes: readonly Moved[] }[]).flatMap((r) => r.causes).filter((c) => (what === null ? c.what !== 'received' : c.what === what));
  const by = new Map<string, number>();
  for (const c of moved) by.set(c.register, (by.get(c.register) ?? 0) + c.pieces);
  const [register = otherwise] = [...by].sort(([, a], [, b]) => b - a)[0] ?? [];
  if (moved.some((c) => c.register === register && c.shut)) return null;
  return { register, filter: { field: 'id', op: 'in', value: [...new Set(moved.filter((c) => c.register === register).flatMap((c) => c.records))].slice(0, 500) } as const };
}

export const ConsumableMovements = defineReport('consumable_movements', {
  label: ['易耗品收发存', 'Consumption and stock of consumables'],
  access: READERS,
  params: { from: f.date('起', 'From'), to: f.date('止', 'To', { hint: ['含当日', 'That day included'] }) },
  initial: ({ day }) => ({ from: `${day.slice(0, 7)}-01`, to: day }),
  columns: {
    item: f.ref('易耗品', 'Consumable', 'consumable'), opening: f.integer('期初', 'Opening', signed), received: f.integer('入库', 'Received', signed), issued: f.integer('领用净额', 'Issued, net', signed),
    spent: f.integer('维修耗用', 'Spent on work', signed), counted: f.integer('盘点差异', 'Counts', signed), closing: f.integer('期末', 'Closing', signed),
    consumption: f.money('耗用金额', 'Consumption', { negative: true }), value: f.money('期末金额', 'Value on hand', { negative: true }),
  },
  totals: ['opening', 'received', 'issued', 'spent', 'counted', 'closing', 'consumption', 'value'],
  async rows(tx, p) {
    const found = await tx.query<Omit<Row, 'closing'>>(
      `select i.id as item, coalesce(sum(e.amount) filter (where e.business_day < $3), 0)::int as opening,
         coalesce(sum(e.amount) filter (where e.business_day >= $3 and ${WHAT} = 'receive'), 0)::int as received,
         coalesce(-sum(e.amount) filter (where e.business_day >= $3 and ${WHAT} in ('issue', 'give_back', 'hand_out', 'hand_back')), 0)::int as issued,
         coalesce(-sum(e.amount) filter (where e.business_day >= $3 and ${WHAT} = 'spend'), 0)::int as spent,
         coalesce(sum(e.amount) filter (where e.business_day >= $3 and ${WHAT} in ('count_more', 'count_less')), 0)::int as counted,
         coalesce(-sum(e.amount * c.unit_cost) filter (where e.business_day >= $3 and ${WHAT} in ('issue', 'give_back', 'hand_out', 'hand_back', 'spend')), 0)::bigint as consumption,
         coalesce(sum(e.amount * c.unit_cost), 0)::bigint as value
       ${MOVED} and e.business_day <= $4 group by i.id, i.code order by i.code`, [tx.tenantId, await reach(tx), p.from, p.to]);
    const causes = await causesOf(tx, p);
    return found.map((r) => ({ ...r, causes: causes.filter((c) => c.item === r.item), closing: r.opening + r.received - r.issued - r.spent + r.counted }));
  },
  async proof(tx, p, rows) {
    const units = await reach(tx);
    const [lots] = await tx.query<{ pieces: number; value: number }>(
      `select coalesce(sum(l.remaining), 0)::int as pieces, coalesce(sum(l.remaining * c.unit_cost), 0)::bigint as value
       from ledger_lot l join ledger_entry e on e.tenant_id = l.tenant_id and e.journal = l.id and e.account = l.account and e.owner = l.owner
       join consumable i on i.tenant_id = l.tenant_id and i.id = l.owner join consumable_layer c on c.tenant_id = e.tenant_id and c.id = e.dim_a::uuid
       where l.tenant_id = $1 and l.ledger = 'consumable_stock' and l.account = 'on_hand' and ($2::uuid[] is null or i.unit_id = any($2))`, [tx.tenantId, units]);
    const [later] = await tx.query<{ pieces: number; value: number }>(`select coalesce(sum(e.amount), 0)::int as pieces, coalesce(sum(e.amount * c.unit_cost), 0)::bigint as value ${MOVED} and e.business_day > $3`, [tx.tenantId, units, p.to]);
    return [
      { label: ['期初 + 入库 − 领用 − 耗用 ± 盘点 = 各批次余量 − 之后的变动', 'Opening + in − out ± counts = what remains in lots − what moved since'], left: sum(rows, (r) => r.closing), right: lots!.pieces - later!.pieces },
      { label: ['期末金额 = 各批次余量 × 单位成本 − 之后的变动（分）', 'Value on hand = lots × their cost − what moved since, in fen'], left: sum(rows, (r) => r.value), right: lots!.value - later!.value },
    ];
  },
  drill: {
    received: (row, _p, rows) => behind(row, rows, 'received', 'consumable_receipt'), issued: (row, _p, rows) => behind(row, rows, 'issued', 'consumable_request'), spent: (row, _p, rows) => behind(row, rows, 'spent', 'repair_material'),
    consumption: (row, _p, rows) => behind(row, rows, null, 'consumable_request'),
    counted: (row, p) => ({ register: 'consumable_count', filter: { all: [...(row === null ? [] : [{ field: 'item', op: 'eq', value: row.item } as const]), { field: 'counted_on', op: 'between', value: [p.from, p.to] }] } }),
  },
  notes: () => [
    ['耗用金额按领出时各批次的实际成本，退库按原成本减回；与今天的价格无关。', 'Consumption is at the actual cost of the lots when they left; what came back is taken off at the same cost. Today’s price plays no part.'],
    ['领用净额 = 领出 − 退库，含发给个人的劳保用品。', 'Issued, net: issued less given back, protective supplies of persons included.'],
  ],
  chart: { kind: 'bar', x: 'item', y: ['consumption'] },
});
