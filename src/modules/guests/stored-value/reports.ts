/**
 * Reports on stored value: what members have paid in and not used (proven by both halves of the ledger), quarters with custody,
 * members by tier, and the holder's own statement. Serves section 1.10, I9, VIP-1.14.
 */
import { balanceOf, calendar, calendarOf, defineDuty, defineReport, f, grantFor, readRecord, Refusal, scopeOf, unitsBelow, type Tx } from '../../../kernel/index.ts';
import { ClubCash } from '../../money/cash/index.ts';
import { accountOf, MemberCard } from '../cards/index.ts';
import { useOf, WHAT } from './ledger.ts';
import { limitsOn } from './parameters.ts';
import { custodyFor, lastQuarterEnd, quarterEnd } from './rules.ts';
import { heldAt } from './snapshot.ts';
import { reviewTiers } from './tier.ts';
import { TIERS, type Tier } from './tier.rules.ts';

const access = ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'] as const;
const MINUS = { negative: true } as const;

export const PrepaidOutstanding = defineReport('prepaid_outstanding', {
  label: ['预收款结存', 'Prepaid money outstanding'],
  access: ['vip_manager', 'finance', 'auditor'],
  params: { as_of: f.date('截至营业日', 'As of') },
  initial: ({ day }) => ({ as_of: day }),
  columns: { card: f.ref('会员卡', 'Card', 'member_card'), last: f.date('最近变动', 'Last moved'), principal: f.money('本金', 'Principal', MINUS), bonus: f.money('赠送', 'Bonus', MINUS) },
  totals: ['principal', 'bonus'],
  async rows(tx, { as_of }) {
    const rows = await tx.query<{ card: string; last: string; principal: number; bonus: number }>(
      `select e.owner as card, max(e.business_day) as last, coalesce(sum(e.amount) filter (where e.account = 'principal'), 0)::bigint as principal, coalesce(sum(e.amount) filter (where e.account = 'bonus'), 0)::bigint as bonus
       from ledger_entry e join member_card c on c.tenant_id = e.tenant_id and c.id = e.owner
       where e.tenant_id = $1 and e.ledger = $2 and e.account in ('principal', 'bonus') and e.business_day <= $3 and ($4::uuid[] is null or c.unit_id = any($4))
       group by e.owner having sum(e.amount) <> 0 order by 3 desc, 1`, [tx.tenantId, ClubCash.name, as_of, await scopeOf(tx, tx.actor, ['vip_manager', 'finance', 'auditor'])]);
    return rows.map((r) => ({ ...r, principal: Number(r.principal), bonus: Number(r.bonus) }));
  },
  async proof(tx, { as_of }, rows) {
    const [money, balances, later] = [await sumUntil(tx, 'prepaid', as_of), await storedTotal(tx), await tx.query<{ n: number }>(
      `select coalesce(sum(amount), 0)::bigint as n from ledger_entry where tenant_id = $1 and ledger = $2 and account = 'principal' and business_day > $3`, [tx.tenantId, ClubCash.name, as_of])];
    const whole = (await scopeOf(tx, tx.actor, ['vip_manager', 'finance', 'auditor'])) === null;
    const cards = (await heldAt(tx, as_of)).principal;
    return [
      ...(whole ? [{ label: ['各卡本金合计 = 全部分录之和', 'Sum over cards = sum of all entries'] as const, left: rows.reduce((sum, r) => sum + r.principal, 0), right: cards }] : []),
      { label: ['应付持卡人的本金 = 收进来还没用掉的钱（预收款）', 'Principal owed = money received and not used (prepaid)'], left: cards, right: -money },
      { label: ['本金 + 之后的变动 = 各账户现存余额', 'Principal + later movements = balances of the accounts'], left: cards + Number(later[0]?.n ?? 0), right: balances },
    ];
  },
  drill: { principal: (row) => ({ register: 'card_deposit', filter: row === null ? { all: [] } : { field: 'account', op: 'eq', value: row.card } }) },
  notes: () => [['本金是会员交来还没有消费的钱；赠送不是预收款。存管、备案以本金为准', 'Principal is money paid in and not used; bonus is not prepaid money. Custody and filing go by the principal']],
});

export const PrepaidByQuarter = defineReport('prepaid_by_quarter', {
  label: ['季末预收结存与存管', 'Prepaid money by quarter, and custody'],
  access: ['vip_manager', 'finance', 'auditor'],
  params: { until: f.date('截至', 'Until') },
  initial: ({ day }) => ({ until: day }),
  columns: {
    quarter_end: f.date('季末', 'Quarter end'), outstanding: f.money('本金结存', 'Outstanding', MINUS), required: f.money('应存管', 'To be in custody', { optional: true }),
    in_custody: f.money('实际存管', 'In custody', { optional: true }), ratio: f.text('存管比例', 'Ratio', { optional: true }), frozen: f.money('冻结数', 'Frozen', { optional: true, negative: true }),
  },
  totals: [],
  async rows(tx, { until }) {
    const frozen = await tx.query<{ quarter_end: string; outstanding: number; in_custody: number }>('select quarter_end, outstanding::bigint as outstanding, in_custody::bigint as in_custody from prepaid_snapshot where tenant_id = $1', [tx.tenantId]);
    const rows = [];
    for (const end of quartersUntil(until, 8)) {
      const { principal } = await heldAt(tx, end);
      const percent = (await limitsOn(tx, end)).custodyPercent;
      const kept = frozen.find((s) => s.quarter_end === end);
      const inCustody = kept ? Number(kept.in_custody) : null;
      rows.push({
        quarter_end: end, outstanding: principal, required: percent === null ? null : custodyFor(principal, percent), in_custody: inCustody, frozen: kept ? Number(kept.outstanding) : null,
        ratio: inCustody === null || principal === 0 ? null : `${(Math.round((inCustody * 1000) / principal) / 10).toFixed(1)} %`,
      });
    }
    return rows;
  },
  proof: async (_tx, _params, rows) => rows.filter((r) => r.frozen !== null).map((r) => ({ label: [`${r.quarter_end} 冻结数 = 现在按分录重算`, `${r.quarter_end}: frozen = computed again from the entries`] as const, left: r.frozen!, right: r.outstanding })),
  notes: () => [['存管要求按当日适用的地区规则；供参考，不是法律意见', 'Custody by the region’s rules of that day; for reference, not legal advice']],
  chart: { kind: 'bar', x: 'quarter_end', y: ['outstanding'] },
});

export const MembersByTier = defineReport('members_by_tier', {
  label: ['会员等级构成', 'Members by tier'],
  access,
  params: { as_of: f.date('截至营业日', 'As of') },
  initial: ({ day }) => ({ as_of: day }),
  columns: { tier: f.choice('等级', 'Tier', { ...TIERS, none: ['普通会员', 'No tier'] }), cards: f.integer('有效卡', 'Active cards'), share: f.text('占比', 'Share'), principal: f.money('本金', 'Principal', MINUS) },
  totals: ['cards', 'principal'],
  async rows(tx, { as_of }) {
    const rows = await tx.query<{ tier: Tier | null; cards: number; principal: number }>(
      `with card as (select coalesce(account, id) as account from member_card where tenant_id = $1 and state in ('active', 'suspended') and activated_at is not null and ($3::uuid[] is null or unit_id = any($3)))
       select t.tier, count(*)::int as cards, coalesce(sum(p.n), 0)::bigint as principal from card
       left join lateral (select tier from card_tier t where t.tenant_id = $1 and t.card = card.account and t.since < $5 and (t.until is null or t.until >= $5) order by since desc limit 1) t on true
       left join lateral (select sum(amount) as n from ledger_entry e where e.tenant_id = $1 and e.ledger = $4 and e.account = 'principal' and e.owner = card.account and e.business_day <= $2) p on true
       group by 1`, [tx.tenantId, as_of, await scopeOf(tx, tx.actor, access), ClubCash.name, await endOf(tx, as_of)]);
    const all = rows.reduce((sum, r) => sum + r.cards, 0);
    return (['gold', 'vip', null] as const).map((tier) => {
      const row = rows.find((r) => r.tier === tier);
      return { tier: tier ?? ('none' as const), cards: row?.cards ?? 0, principal: Number(row?.principal ?? 0), share: all === 0 ? '—' : `${(((row?.cards ?? 0) * 100) / all).toFixed(1)} %` };
    });
  },
  async proof(tx, _params, rows) {
    const [row] = await tx.query<{ n: number }>(`select count(*)::int as n from member_card where tenant_id = $1 and state in ('active', 'suspended') and ($2::uuid[] is null or unit_id = any($2))`, [tx.tenantId, await scopeOf(tx, tx.actor, access)]);
    return [{ label: ['各等级之和 = 有效的卡', 'Sum of the tiers = cards in use'], left: rows.reduce((sum, r) => sum + r.cards, 0), right: row?.n ?? 0 }];
  },
  notes: () => [['有效卡按现在的状态，包括已停用（挂失）的；补发的卡算一张', 'Cards by their state now, suspended ones included; a re-issued card counts once']],
  chart: { kind: 'pie', x: 'tier', y: ['cards'] },
});

export const CardStatement = defineReport('card_statement', {
  label: ['持卡人对账单', 'Statement for the holder'],
  access,
  params: { card: f.ref('会员卡', 'Card', 'member_card') },
  columns: {
    day: f.date('营业日', 'Business day'), at: f.dateTime('时间', 'At'), what: f.choice('事项', 'What', WHAT), because: f.text('凭据', 'Because of'),
    principal: f.money('本金', 'Principal', MINUS), bonus: f.money('赠送', 'Bonus', MINUS), left: f.money('余额', 'Balance', MINUS),
  },
  totals: ['principal', 'bonus'],
  async rows(tx, { card }) {
    let left = 0;
    return (await useOf(tx, await ownerOf(tx, card))).map((u) => {
      left += u.principal + u.bonus;
      return { day: u.day, at: u.at, what: u.kind, because: u.because, principal: u.principal, bonus: u.bonus, left };
    });
  },
  async proof(tx, { card }, rows) {
    const account = await ownerOf(tx, card);
    return [
      { label: ['本金变动之和 = 本金余额', 'Sum of principal = its balance'], left: rows.reduce((sum, r) => sum + r.principal, 0), right: await balanceOf(tx, ClubCash, 'principal', account) },
      { label: ['赠送变动之和 = 赠送余额', 'Sum of bonus = its balance'], left: rows.reduce((sum, r) => sum + r.bonus, 0), right: await balanceOf(tx, ClubCash, 'bonus', account) },
    ];
  },
});

export const TierReview = defineDuty('tier_review', {
  label: ['会员等级每日复核', 'Tiers reviewed'],
  statements: ['VIP-1.14'],
  recurs: { every: 'day' }, by: '09:30', unitKind: 'centre', owner: 'vip_manager', deputy: 'finance', form: {},
  evidence: async ({ tx, unit }) => ({ changed: await reviewTiers(tx, await unitsBelow(tx, unit)) }),
});

/** The end of a business day where the cards are kept. */
async function endOf(tx: Tx, day: string): Promise<Date> {
  const [card] = await tx.query<{ unit_id: string }>('select unit_id from member_card where tenant_id = $1 limit 1', [tx.tenantId]);
  return card ? calendar.endOfBusinessDay(day, await calendarOf(tx, card.unit_id)) : tx.now;
}

function quartersUntil(day: string, n: number): readonly string[] {
  let end = quarterEnd(day) === day ? day : lastQuarterEnd(day);
  const ends = [end];
  while (ends.length < n) {
    end = lastQuarterEnd(end);
    ends.unshift(end);
  }
  return ends;
}

async function sumUntil(tx: Tx, account: string, day: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>(`select coalesce(sum(amount), 0)::bigint as n from ledger_entry where tenant_id = $1 and ledger = $2 and account = $3 and business_day <= $4`, [tx.tenantId, ClubCash.name, account, day]);
  return Number(row?.n ?? 0);
}
async function storedTotal(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ n: number }>(`select coalesce(sum(balance), 0)::bigint as n from ledger_account where tenant_id = $1 and ledger = $2 and account = 'principal'`, [tx.tenantId, ClubCash.name]);
  return Number(row?.n ?? 0);
}

async function ownerOf(tx: Tx, card: string): Promise<string> {
  const found = await readRecord(tx, MemberCard, card);
  if (!found || (tx.actor.kind === 'user' && !(await grantFor(tx, tx.actor, access, found.unit_id)))) throw new Refusal('not_found', ['没有这张卡，或您无权查看', 'No such card, or not for you to see'], 404);
  return accountOf(found);
}
