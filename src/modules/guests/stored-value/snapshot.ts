/**
 * The prepaid money at the end of a quarter (预收结存快照), frozen by finance: what members have left on their cards, what the
 * legal profile asks to be kept in custody, and what really lies there. Serves section 1.10, I9.
 */
import { calendar, defineDuty, defineRegister, f, parameter, Refusal, tables, type Tx, yuan } from '../../../kernel/index.ts';
import { ClubCash } from '../../money/cash/index.ts';
import { FilingFrom, limitsOn } from './parameters.ts';
import { custodyFor, quarterEnd } from './rules.ts';

export const PrepaidSnapshot = defineRegister('prepaid_snapshot', {
  label: ['预收结存快照', 'Prepaid money, frozen'],
  number: 'YS{yyyy}-{00}',
  fields: {
    quarter_end: f.date('季末', 'End of the quarter'),
    in_custody: f.money('存管账户余额', 'In custody', { hint: ['银行对账单上的数；没有存管账户填 0', 'By the bank’s statement; 0 without a custody account'] }),
    outstanding: f.money('预收本金结存', 'Principal outstanding', { optional: true, readonly: true }),
    bonus: f.money('赠送结存', 'Bonus outstanding', { optional: true, readonly: true }),
    custody_percent: f.integer('应存管比例', 'Share to be in custody', { optional: true, readonly: true, min: 0, max: 100, unit: ['%', '%'] }),
    required: f.money('应存管金额', 'To be in custody', { optional: true, readonly: true }),
    filing_due: f.yesNo('达到备案金额', 'Filing due', { optional: true, readonly: true }),
    note: f.text('说明', 'Note', { optional: true, max: 200 }),
  },
  title: ['quarter_end', 'outstanding'],
  list: ['quarter_end', 'outstanding', 'required', 'in_custody', 'filing_due'],
  sorts: ['-quarter_end'],
  unique: [['quarter_end']],
  access: { read: ['vip_manager', 'finance', 'auditor'], create: ['finance'] },
  empty: ['每季结束后财务在这里冻结预收结存。', 'After each quarter finance freezes the prepaid money here.'],
  opening: {
    async facts({ tx, input }) {
      const limits = await limitsOn(tx, input.quarter_end);
      return { held: await heldAt(tx, input.quarter_end), percent: limits.custodyPercent, filing: await parameter(tx, FilingFrom, input.quarter_end) };
    },
    guard({ input, facts, day }) {
      if (quarterEnd(input.quarter_end) !== input.quarter_end) throw new Refusal('prepaid_snapshot.not_a_quarter', ['请填季度最后一天，如 2026-12-31', 'The last day of a quarter, such as 2026-12-31'], 422, { quarter_end: ['季度最后一天', 'Last day of a quarter'] });
      if (input.quarter_end >= day) throw new Refusal('prepaid_snapshot.not_over', ['这个季度还没有结束', 'This quarter is not over yet'], 422, { quarter_end: ['尚未结束', 'Not over yet'] });
      const short = facts.percent === null ? 0 : custodyFor(facts.held.principal, facts.percent) - input.in_custody;
      if (short > 0 && input.note === null) throw new Refusal('prepaid_snapshot.short', [`存管不足，还差 ${yuan(short)}，请说明原因`, `${yuan(short)} short of what must be in custody; say why`], 409, { note: ['须说明', 'A note is needed'] });
    },
    set: ({ facts }) => ({
      outstanding: facts.held.principal, bonus: facts.held.bonus, custody_percent: facts.percent, required: facts.percent === null ? null : custodyFor(facts.held.principal, facts.percent), filing_due: facts.held.principal >= facts.filing,
    }),
  },
});

/** What all cards hold at the end of a business day, from the entries. */
export async function heldAt(tx: Tx, day: string): Promise<{ readonly principal: number; readonly bonus: number }> {
  const rows = await tx.query<{ account: string; n: number }>(
    `select account, sum(amount)::bigint as n from ledger_entry where tenant_id = $1 and ledger = $2 and account in ('principal', 'bonus') and business_day <= $3 group by 1`, [tx.tenantId, ClubCash.name, day]);
  const of = (account: string) => Number(rows.find((r) => r.account === account)?.n ?? 0);
  return { principal: of('principal'), bonus: of('bonus') };
}

export const PrepaidQuarter = defineDuty('prepaid_quarter', {
  label: ['季末冻结预收结存', 'Prepaid money frozen after the quarter'],
  statements: ['VIP-8.4'],
  recurs: { every: 'month', days: [5], months: [1, 4, 7, 10] }, by: '18:00', unitKind: 'organisation', owner: 'finance', deputy: 'vip_manager', escalate: { to: 'vip_manager', afterMinutes: 24 * 60 },
  form: { done: f.yesNo('已冻结', 'Frozen') },
  guard({ input }) {
    if (!input.done) throw new Refusal('prepaid_quarter.not_done', ['请先在“预收结存快照”里冻结', 'Freeze it under “Prepaid money, frozen” first'], 409, { done: ['须先冻结', 'Must be frozen'] });
  },
  async evidence({ tx, day }) {
    const last = calendar.addDays(`${day.slice(0, 8)}01`, -1);
    const row = await tables(tx, PrepaidSnapshot).selectFrom('prepaid_snapshot').select(['number', 'outstanding']).where('tenant_id', '=', tx.tenantId).where('quarter_end', '=', last).executeTakeFirst();
    return row ? { snapshot: row.number, outstanding: Number(row.outstanding) } : null;
  },
});

