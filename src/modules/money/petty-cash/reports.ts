/** Finance's view of all floats as of a business day: where the money is that was given out. Serves P12, AS-28. */
import { defineReport, f, type Tx } from '../../../kernel/index.ts';
import { ClubCash } from '../cash/index.ts';

const PLACES = {
  hands: ['当班手中', 'With shifts'], safe: ['封存在保险柜', 'Sealed in the safe'], slips: ['支出单', 'Slips'], claims: ['个人短款', 'Owed by persons'], surplus: ['减：长款', 'Less: surplus'], returned: ['已交回', 'Returned'],
} as const;

export const FloatPosition = defineReport('petty_float_position', {
  label: ['备用金去向', 'Where the floats are'],
  access: ['finance', 'duty_supervisor', 'vip_manager', 'auditor'],
  params: { day: f.date('截至营业日', 'As of business day') },
  initial: ({ day }) => ({ day }),
  columns: { place: f.choice('去向', 'Where', PLACES), amount: f.money('金额', 'Amount', { min: -1_000_000_000_000 }) },
  totals: ['amount'],
  async rows(tx, { day }) {
    const m = await movements(tx, day);
    const accounts = await balances(tx, day);
    const rows: { readonly place: keyof typeof PLACES; readonly amount: number }[] = [
      { place: 'hands', amount: accounts.float }, { place: 'safe', amount: accounts.safe }, { place: 'slips', amount: m('float_slip') }, { place: 'claims', amount: m('float_short') },
      { place: 'surplus', amount: m('float_over') === 0 ? 0 : -m('float_over') }, { place: 'returned', amount: m('float_returned') },
    ];
    return rows;
  },
  async proof(tx, { day }, rows) {
    const m = await movements(tx, day);
    const [slips] = await tx.query<{ n: number }>(`select coalesce(sum(amount), 0)::bigint as n from petty_slip where tenant_id = $1 and spent_on <= $2 and state = 'recorded'`, [tx.tenantId, day]);
    return [
      { label: ['去向之和 = 财务发放与补足之和', 'All places = given out and made good by finance'], left: rows.reduce((sum, r) => sum + r.amount, 0), right: m('float_drawn') + m('float_replenished') },
      { label: ['账上支出 = 支出单之和', 'Expenses on the books = sum of the slips'], left: m('float_slip'), right: Number(slips?.n ?? 0) },
    ];
  },
  drill: { amount: (row) => (row?.place === 'slips' ? { register: 'petty_slip', filter: { field: 'state', op: 'eq', value: 'recorded' } } : { register: 'petty_float', filter: { field: 'amount', op: 'gte', value: 1 } }) },
  notes: () => [['发放 + 补足 = 当班手中 + 封存 + 支出单 + 个人短款 − 长款 + 已交回', 'Given out + made good = with shifts + sealed + slips + owed by persons − surplus + returned']],
});

/** Net of reversals, each counted on its own day. */
async function movements(tx: Tx, day: string): Promise<(name: keyof typeof ClubCash.movements) => number> {
  const rows = await tx.query<{ movement: string; n: number }>(
    `select coalesce(o.movement, j.movement) as movement, sum(case when o.id is null then j.amount else -j.amount end)::bigint as n from ledger_journal j
     left join ledger_journal o on o.tenant_id = j.tenant_id and o.id = j.reverses
     where j.tenant_id = $1 and j.ledger = $2 and j.business_day <= $3 and coalesce(o.movement, j.movement) like 'float\\_%' group by 1`, [tx.tenantId, ClubCash.name, day]);
  return (name) => Number(rows.find((r) => r.movement === name)?.n ?? 0);
}

async function balances(tx: Tx, day: string): Promise<{ readonly float: number; readonly safe: number }> {
  const rows = await tx.query<{ account: string; n: number }>(
    `select account, sum(amount)::bigint as n from ledger_entry where tenant_id = $1 and ledger = $2 and account in ('float', 'safe_float') and business_day <= $3 group by account`, [tx.tenantId, ClubCash.name, day]);
  const of = (account: string) => Number(rows.find((r) => r.account === account)?.n ?? 0);
  return { float: of('float'), safe: of('safe_float') };
}
