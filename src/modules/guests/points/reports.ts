/** Points by month, and the statement of one card; both add up against the ledger or say that they do not. Serves VIP-1.6, VIP-1.12, G19. */
import { balanceOf, calendar, defineReport, f, grantFor, readRecord, Refusal, scopeOf, type Tx } from '../../../kernel/index.ts';
import { accountOf, MemberCard } from '../cards/index.ts';
import { MemberPoints } from './ledgers.ts';

const access = ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'] as const;

export const PointsByMonth = defineReport('points_by_month', {
  label: ['积分月报', 'Points by month'],
  access,
  params: { period: f.period('营业日', 'Business days') },
  initial: ({ day }) => ({ period: { from: `${day.slice(0, 4)}-01-01`, to: calendar.addMonths(`${day.slice(0, 7)}-01`, 1) } }),
  columns: {
    month: f.text('月份', 'Month'), earned: f.integer('发放', 'Earned', { min: -1_000_000_000 }), redeemed: f.integer('兑换', 'Redeemed', { min: -1_000_000_000 }),
    expired: f.integer('过期', 'Expired', { min: -1_000_000_000 }), outstanding: f.integer('月末结存', 'Outstanding', { min: -1_000_000_000 }),
  },
  totals: ['earned', 'redeemed', 'expired'],
  async rows(tx, { period }) {
    const months = await monthly(tx, period.to);
    let outstanding = 0;
    return months.map((m) => {
      outstanding += m.earned - m.redeemed - m.expired;
      return { ...m, outstanding };
    }).filter((m) => `${m.month}-31` >= period.from);
  },
  async proof(tx, { period }, rows) {
    const last = rows.at(-1)?.outstanding ?? 0;
    const [entries] = await tx.query<{ n: number }>(
      `select coalesce(sum(amount), 0)::int as n from ledger_entry where tenant_id = $1 and ledger = $2 and account = 'card' and business_day < $3`, [tx.tenantId, MemberPoints.name, period.to]);
    const [cards] = await tx.query<{ n: number }>(`select coalesce(sum(balance), 0)::int as n from ledger_account where tenant_id = $1 and ledger = $2 and account = 'card'`, [tx.tenantId, MemberPoints.name]);
    const later = await tx.query<{ n: number }>(
      `select coalesce(sum(amount), 0)::int as n from ledger_entry where tenant_id = $1 and ledger = $2 and account = 'card' and business_day >= $3`, [tx.tenantId, MemberPoints.name, period.to]);
    return [
      { label: ['月末结存 = 卡内积分分录之和', 'Outstanding = sum of the entries on cards'], left: last, right: entries?.n ?? 0 },
      { label: ['月末结存 + 之后的变动 = 各卡余额之和', 'Outstanding + later movements = sum of all balances'], left: last + (later[0]?.n ?? 0), right: cards?.n ?? 0 },
    ];
  },
  notes: () => [['冲销计入原科目的当月净额', 'Reversals reduce what they reverse, in the month of the reversal']],
  chart: { kind: 'bar', x: 'month', y: ['earned', 'redeemed', 'expired'] },
});

const WHAT = { earn: ['消费积分', 'Earned'], redeem: ['积分兑换', 'Redeemed'], expire: ['积分过期', 'Expired'], reversal: ['冲销', 'Reversed'] } as const;
export const PointsStatement = defineReport('points_statement', {
  label: ['会员积分对账单', 'Statement of a card'],
  access,
  params: { card: f.ref('会员卡', 'Card', 'member_card') },
  columns: {
    day: f.date('营业日', 'Business day'), at: f.dateTime('时间', 'At'), what: f.choice('事项', 'What', WHAT), because: f.text('凭据', 'Because of'),
    amount: f.integer('变动', 'Change', { min: -1_000_000_000 }), balance: f.integer('余额', 'Balance', { min: -1_000_000_000 }),
  },
  totals: ['amount'],
  async rows(tx, { card }) {
    const entries = await tx.query<{ day: string; at: Date; movement: keyof typeof WHAT; because: string; amount: number; balance: number }>(
      `select e.business_day as day, j.recorded_at as at, j.movement, j.because, e.amount, e.balance_after as balance from ledger_entry e
       join ledger_journal j on j.tenant_id = e.tenant_id and j.id = e.journal
       where e.tenant_id = $1 and e.ledger = $2 and e.account = 'card' and e.owner = $3 order by j.recorded_at, j.id`, [tx.tenantId, MemberPoints.name, await ownerOf(tx, card)]);
    return entries.map(({ movement, ...e }) => ({ ...e, amount: Number(e.amount), balance: Number(e.balance), what: movement }));
  },
  proof: async (tx, { card }, rows) => [
    { label: ['变动之和 = 账户余额', 'Sum of changes = balance'], left: rows.reduce((sum, r) => sum + r.amount, 0), right: await balanceOf(tx, MemberPoints, 'card', await ownerOf(tx, card)) },
  ],
});

export const PointsExpiring = defineReport('points_expiring', {
  label: ['即将到期积分', 'Points about to expire'],
  access,
  params: { until: f.date('到期日不晚于', 'Expiring until') },
  initial: ({ day }) => ({ until: calendar.addMonths(day, 1) }),
  columns: { card: f.ref('会员卡', 'Card', 'member_card'), expires: f.date('到期日', 'Last day'), points: f.integer('积分', 'Points') },
  totals: ['points'],
  async rows(tx, { until }) {
    const lots = await tx.query<{ card: string; expires: string; points: number }>(
      `select l.owner as card, l.expires, sum(l.remaining)::int as points from ledger_lot l join member_card c on c.tenant_id = l.tenant_id and c.id = l.owner
       where l.tenant_id = $1 and l.ledger = $2 and l.account = 'card' and l.remaining > 0 and l.expires <= $3 and ($4::uuid[] is null or c.unit_id = any($4))
       group by l.owner, l.expires order by l.expires, l.owner`, [tx.tenantId, MemberPoints.name, until, await scopeOf(tx, tx.actor, access)]);
    return lots;
  },
  notes: () => [['到期前须以显著方式告知会员', 'Members must be told conspicuously before points expire']],
});

/** Net of reversals, up to and without `to`. A reversal counts against the movement it reverses. */
function monthly(tx: Tx, to: string) {
  return tx.query<{ month: string; earned: number; redeemed: number; expired: number }>(
    `select to_char(e.business_day, 'YYYY-MM') as month,
       coalesce(sum(e.amount) filter (where coalesce(o.movement, j.movement) = 'earn'), 0)::int as earned,
       coalesce(-sum(e.amount) filter (where coalesce(o.movement, j.movement) = 'redeem'), 0)::int as redeemed,
       coalesce(-sum(e.amount) filter (where coalesce(o.movement, j.movement) = 'expire'), 0)::int as expired
     from ledger_entry e join ledger_journal j on j.tenant_id = e.tenant_id and j.id = e.journal
     left join ledger_journal o on o.tenant_id = j.tenant_id and o.id = j.reverses
     where e.tenant_id = $1 and e.ledger = $2 and e.account = 'card' and e.business_day < $3 group by 1 order by 1`, [tx.tenantId, MemberPoints.name, to]);
}

async function ownerOf(tx: Tx, card: string): Promise<string> {
  const found = await readRecord(tx, MemberCard, card);
  if (!found || (tx.actor.kind === 'user' && !(await grantFor(tx, tx.actor, access, found.unit_id)))) throw new Refusal('not_found', ['没有这张卡，或您无权查看', 'No such card, or not for you to see'], 404);
  return accountOf(found);
}
