/**
 * Do the books of points still agree with each other: lots with balances, postings with slips, every journal reversed once, no printed
 * number missing. Looked at every night; what does not agree keeps the duty open and goes to the manager. Serves I1, I2, I4, I6, I7.
 */
import { defineDuty, defineReport, f, Refusal, type Tx } from '../../../kernel/index.ts';
import { GiftStock, MemberPoints } from './ledgers.ts';

export interface Check { readonly name: string; readonly zh: string; readonly en: string; readonly wrong: number }

/** Each counts what is wrong; nought everywhere is what must be. */
const CHECKS: readonly (Omit<Check, 'wrong'> & { readonly sql: string })[] = [
  { name: 'balanced', zh: '每笔分录借贷相抵', en: 'Every journal adds up to nought', sql: `select count(*)::int as n from (select journal from ledger_entry where tenant_id = $1 and ledger = any($2) group by journal having sum(amount) <> 0) x` },
  {
    name: 'stored', zh: '账户余额等于分录之和', en: 'Balances equal the sum of their entries',
    sql: `select count(*)::int as n from ledger_account a where a.tenant_id = $1 and a.ledger = any($2)
      and a.balance <> (select coalesce(sum(e.amount), 0) from ledger_entry e where e.tenant_id = a.tenant_id and e.ledger = a.ledger and e.account = a.account and e.owner = a.owner)`,
  },
  {
    name: 'lots', zh: '各批次余量之和等于卡内积分', en: 'What is left of the lots equals the points on the card',
    // A balance below nought has no lots left; what is owed is not in them.
    sql: `select count(*)::int as n from ledger_account a where a.tenant_id = $1 and a.ledger = any($2) and a.account = 'card'
      and greatest(a.balance, 0) <> (select coalesce(sum(l.remaining), 0) from ledger_lot l where l.tenant_id = a.tenant_id and l.ledger = a.ledger and l.account = a.account and l.owner = a.owner)`,
  },
  {
    name: 'reversed', zh: '冲销只有一次，金额与原分录相同', en: 'Reversed once, by the same amount',
    sql: `select count(*)::int as n from ledger_journal r join ledger_journal o on o.tenant_id = r.tenant_id and o.id = r.reverses where r.tenant_id = $1 and r.ledger = any($2)
      and (r.amount <> o.amount or o.reverses is not null or (select count(*) from ledger_journal x where x.tenant_id = r.tenant_id and x.reverses = o.id) > 1)`,
  },
  {
    name: 'slips', zh: '每张已入账的积分单恰有一笔同数分录', en: 'Every posted slip has one journal of its points',
    sql: `select count(*)::int as n from points_slip s where s.tenant_id = $1 and s.state in ('posted', 'confirmed', 'reversed') and $2::text[] is not null
      and (select coalesce(sum(j.amount), 0) from ledger_journal j where j.tenant_id = s.tenant_id and j.ledger = '${MemberPoints.name}' and j.movement = 'earn' and j.because = s.slip_no) <> s.points`,
  },
  {
    name: 'numbers', zh: '确认单、兑换单、冲销单连号，无缺号', en: 'Confirmation, redemption and reversal slips without a missing number',
    sql: `select coalesce(sum(gap), 0)::int as n from (select max(right(number, 4)::int) - count(*) as gap from slip where tenant_id = $1 and $2::text[] is not null
      and kind in ('points_confirmation', 'points_redemption', 'points_reversal') group by kind, left(number, length(number) - 4)) x`,
  },
];

export async function checkPoints(tx: Tx): Promise<readonly Check[]> {
  const found: Check[] = [];
  for (const { sql, ...check } of CHECKS) {
    const [row] = await tx.query<{ n: number }>(sql, [tx.tenantId, [MemberPoints.name, GiftStock.name]]);
    found.push({ ...check, wrong: row?.n ?? 0 });
  }
  return found;
}

export const PointsIntegrity = defineReport('points_integrity', {
  label: ['积分账自查', 'Points: do the books agree'],
  access: ['vip_manager', 'finance', 'auditor'],
  params: {},
  columns: { check: f.text('检查', 'Check'), check_en: f.text('英文', 'In English'), wrong: f.integer('不符', 'Wrong') },
  totals: ['wrong'],
  rows: async (tx) => (await checkPoints(tx)).map((c) => ({ check: c.zh, check_en: c.en, wrong: c.wrong })),
  proof: async (_tx, _params, rows) => rows.map((r) => ({ label: [r.check, r.check_en], left: r.wrong, right: 0 })),
  notes: () => [['每晚自动检查；有不符时定期事项保持未完成并上报客服经理', 'Checked every night; what is wrong keeps the duty open and is passed to the manager']],
});

export const PointsChecked = defineDuty('points_checked', {
  label: ['积分账夜间自查', 'Points checked at night'],
  statements: ['VIP-1.6', 'VIP-1.12'],
  recurs: { every: 'day' }, by: '09:30', unitKind: 'centre', owner: 'vip_manager', deputy: 'finance', escalate: { to: 'finance', afterMinutes: 60 },
  form: {},
  guard() { throw new Refusal('points.by_evidence', ['这一项只在账目相符时由系统完成，不符之处见“积分账自查”', 'Done by the system once the books agree; see the report for what does not']); },
  async evidence({ tx }) {
    const checks = await checkPoints(tx);
    return checks.some((c) => c.wrong > 0) ? null : Object.fromEntries(checks.map((c) => [c.name, c.wrong]));
  },
});
