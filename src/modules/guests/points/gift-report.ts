/** Gifts by period: what came in, went out, is in store and in hand, and what it is worth at cost. Serves VIP-1.12, VIP-2.14, VIP-2.15. */
import { calendar, defineReport, f, type Tx } from '../../../kernel/index.ts';
import { GiftStock } from './ledgers.ts';
import { stockValue } from './rules.ts';

const access = ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'] as const;

export const GiftMovements = defineReport('gift_movements', {
  label: ['礼品进出表', 'Movements of gifts'],
  access,
  params: { period: f.period('营业日', 'Business days') },
  initial: ({ day }) => ({ period: { from: `${day.slice(0, 7)}-01`, to: calendar.addDays(day, 1) } }),
  columns: {
    gift: f.ref('礼品', 'Gift', 'gift'), opening: f.integer('期初库存', 'In store before'), received: f.integer('入库', 'Received'), redeemed: f.integer('积分兑出', 'Redeemed'),
    drawn: f.integer('经理领用', 'Drawn'), returned: f.integer('退回', 'Returned'), missing: f.integer('库存盘亏', 'Missing', { min: -1_000_000 }), closing: f.integer('期末库存', 'In store after'),
    given: f.integer('生日赠送', 'Given at birthdays'), in_hand: f.integer('期末在手', 'In hand after'), value: f.money('结存价值', 'Worth at cost', { optional: true }),
  },
  totals: ['opening', 'received', 'redeemed', 'drawn', 'returned', 'missing', 'closing', 'given', 'in_hand', 'value'],
  async rows(tx, { period }) {
    const costs = await costsOf(tx, period.to);
    return (await movedBy(tx, period)).map((m) => {
      const closing = m.opening + m.received - m.redeemed - m.drawn + m.returned - m.missing;
      const cost = costs.find((c) => c.gift === m.gift);
      return { ...m, closing, value: stockValue(closing + m.in_hand, cost ? { pieces: Number(cost.pieces), fen: Number(cost.fen) } : null) };
    });
  },
  async proof(tx, { period }, rows) {
    const sum = (of: (r: (typeof rows)[number]) => number) => rows.reduce((n, r) => n + of(r), 0);
    return [
      { label: ['期末库存 = 账户余额 − 之后的变动', 'In store after = balance − later movements'], left: sum((r) => r.closing), right: await heldOn(tx, 'store', period.to) },
      { label: ['期末在手 = 账户余额 − 之后的变动', 'In hand after = balance − later movements'], left: sum((r) => r.in_hand), right: await heldOn(tx, 'hand', period.to) },
    ];
  },
  notes: () => [
    ['冲销计入原科目当期净额；盘盈在“盘亏”栏以负数表示', 'Reversals reduce what they reverse; what was found counts as negative under “Missing”'],
    ['价值按已登记进价的加权平均计算，没有进价的礼品不计', 'Worth at the weighted average of the costs entered; gifts without a cost are left out'],
  ],
  chart: { kind: 'bar', x: 'gift', y: ['closing', 'in_hand'] },
});

/** One line per gift that ever moved; a hand's entries count for the gift it holds. */
async function movedBy(tx: Tx, period: { readonly from: string; readonly to: string }) {
  const rows = await tx.query<{ gift: string; opening: number; received: number; redeemed: number; drawn: number; returned: number; missing: number; given: number; in_hand: number }>(
    `select x.gift,
       coalesce(sum(x.amount) filter (where x.account = 'store' and x.day < $3), 0)::int as opening,
       coalesce(sum(x.amount) filter (where x.what = 'receive' and x.account = 'store' and x.day >= $3), 0)::int as received,
       coalesce(-sum(x.amount) filter (where x.what = 'give' and x.account = 'store' and x.day >= $3), 0)::int as redeemed,
       coalesce(-sum(x.amount) filter (where x.what = 'draw' and x.account = 'store' and x.day >= $3), 0)::int as drawn,
       coalesce(sum(x.amount) filter (where x.what = 'hand_back' and x.account = 'store' and x.day >= $3), 0)::int as returned,
       coalesce(-sum(x.amount) filter (where x.what in ('lose_store', 'find_store') and x.account = 'store' and x.day >= $3), 0)::int as missing,
       coalesce(-sum(x.amount) filter (where x.what = 'give_birthday' and x.account = 'hand' and x.day >= $3), 0)::int as given,
       coalesce(sum(x.amount) filter (where x.account = 'hand'), 0)::int as in_hand
     from (select coalesce(h.gift, e.owner) as gift, e.account, e.amount, e.business_day as day, coalesce(o.movement, j.movement) as what
       from ledger_entry e join ledger_journal j on j.tenant_id = e.tenant_id and j.id = e.journal
       left join ledger_journal o on o.tenant_id = j.tenant_id and o.id = j.reverses
       left join gift_hand h on h.tenant_id = e.tenant_id and h.id = e.owner
       where e.tenant_id = $1 and e.ledger = $2 and e.account in ('store', 'hand') and e.business_day < $4) x
     join gift g on g.tenant_id = $1 and g.id = x.gift group by x.gift, g.sku order by g.sku`, [tx.tenantId, GiftStock.name, period.from, period.to]);
  return rows;
}

async function costsOf(tx: Tx, to: string) {
  return tx.query<{ gift: string; pieces: number; fen: number }>(
    `select r.gift, sum(r.quantity)::int as pieces, sum(r.quantity * r.unit_cost)::bigint as fen from gift_receipt r
     join ledger_journal j on j.tenant_id = r.tenant_id and j.ledger = $2 and j.movement = 'receive' and j.because = r.number
     where r.tenant_id = $1 and r.unit_cost is not null and exists (select 1 from ledger_entry e where e.tenant_id = j.tenant_id and e.journal = j.id and e.business_day < $3) group by r.gift`,
    [tx.tenantId, GiftStock.name, to]);
}

/** From the other side: the stored balances, less what moved since. */
async function heldOn(tx: Tx, account: string, to: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select (coalesce((select sum(balance) from ledger_account where tenant_id = $1 and ledger = $2 and account = $3), 0)
      - coalesce((select sum(amount) from ledger_entry where tenant_id = $1 and ledger = $2 and account = $3 and business_day >= $4), 0))::int as n`, [tx.tenantId, GiftStock.name, account, to]);
  return row?.n ?? 0;
}
