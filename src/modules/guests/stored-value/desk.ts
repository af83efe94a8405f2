/** What the card desk shows when a card is scanned: holder, tier with its reason, money, points, what is open, the last movements. Serves VIP-1.14, VIP-5.1. */
import { dayOf, defineQuery, f, grantFor, readRecord, tables, type Label, type Tx } from '../../../kernel/index.ts';
import { accountOf, cardByNumber, CardProduct, cardProblem } from '../cards/index.ts';
import { Member } from '../members/index.ts';
import { bonusRules } from './bonus-rule.ts';
import { CardDeposit } from './deposit.ts';
import { holdingOf, useOf, type Use } from './ledger.ts';
import { limitsOn } from './parameters.ts';
import { CardRefund } from './refund.ts';
import { CardTier } from './tier.ts';
import { METRICS, TIERS } from './tier.rules.ts';

const access = ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance'] as const;

export interface CardDeskView {
  readonly id: string;
  readonly account: string;
  readonly number: string;
  readonly file: string;
  readonly state: string;
  readonly problem: Label | null;
  readonly member: { readonly id: string; readonly name: string };
  readonly product: string;
  readonly validUntil: string | null;
  readonly principal: number;
  readonly bonus: number;
  readonly points: number;
  /** How much more may be paid in today; null without a limit. */
  readonly room: number | null;
  readonly cap: number | null;
  readonly bonusRules: readonly { readonly min: number; readonly bonus: number }[];
  readonly tier: { readonly id: string; readonly state: string; readonly label: Label; readonly metric: Label; readonly because: Label; readonly since: Date } | null;
  readonly tiers: readonly { readonly label: Label; readonly since: Date; readonly until: Date | null; readonly because: Label; readonly ended: string | null }[];
  readonly unsigned: readonly { readonly id: string; readonly number: string; readonly amount: number }[];
  readonly refund: { readonly id: string; readonly number: string; readonly state: string; readonly principal: number | null; readonly due_on: string | null } | null;
  readonly use: readonly Use[];
}

export const CardDesk = defineQuery('card_desk', {
  label: ['卡务台：查卡', 'Card desk: card'], access,
  params: { number: f.text('卡号', 'Card number', { max: 40 }) },
  async run(tx, { number }): Promise<CardDeskView | null> {
    const card = await cardByNumber(tx, number);
    if (!card || !(await grantFor(tx, tx.actor, access, card.unit_id))) return null;
    const account = accountOf(card);
    const day = await dayOf(tx, tx.now, card.unit_id);
    const [member, product, held, limits] = [await readRecord(tx, Member, card.member), await readRecord(tx, CardProduct, card.product), await holdingOf(tx, account), await limitsOn(tx, day)];
    const use = await useOf(tx, account);
    return {
      id: card.id, account, number: card.card_no ?? card.number, file: card.number, state: card.state, problem: cardProblem(card.state, 'value'), product: product?.name ?? '', validUntil: card.valid_until,
      member: { id: card.member, name: member?.name ?? '' }, ...held, points: await pointsOf(tx, account), cap: limits.cap, room: limits.cap === null ? null : Math.max(0, limits.cap - held.principal),
      bonusRules: (await bonusRules(tx)).filter((r) => r.starts_on <= day && day <= r.ends_on).map((r) => ({ min: r.min_amount, bonus: r.bonus })).sort((a, b) => a.min - b.min),
      ...(await tiersFor(tx, account)), ...(await openOn(tx, account)), use: [...use].reverse().slice(0, 20),
    };
  },
});

async function tiersFor(tx: Tx, account: string): Promise<Pick<CardDeskView, 'tier' | 'tiers'>> {
  const rows = await tables(tx, CardTier).selectFrom('card_tier').selectAll().where('tenant_id', '=', tx.tenantId).where('card', '=', account).orderBy('since', 'desc').limit(10).execute();
  const now = rows.find((r) => r.until === null);
  return {
    tier: now ? { id: now.id, state: now.state, label: TIERS[now.tier], metric: METRICS[now.metric], because: [now.because, now.because_en], since: now.since } : null,
    tiers: rows.map((r) => ({ label: TIERS[r.tier], since: r.since, until: r.until, because: [r.because, r.because_en], ended: r.ended_because })),
  };
}

async function openOn(tx: Tx, account: string): Promise<Pick<CardDeskView, 'unsigned' | 'refund'>> {
  const unsigned = await tables(tx, CardDeposit).selectFrom('card_deposit').select(['id', 'number', 'amount']).where('tenant_id', '=', tx.tenantId).where('account', '=', account).where('state', '=', 'posted').orderBy('number').execute();
  const refund = await tables(tx, CardRefund).selectFrom('card_refund').select(['id', 'number', 'state', 'principal', 'due_on']).where('tenant_id', '=', tx.tenantId).where('account', '=', account)
    .where('state', 'in', ['computed', 'awaiting_finance', 'approved']).executeTakeFirst();
  return { unsigned: unsigned.map((u) => ({ ...u, amount: Number(u.amount) })), refund: refund ? { ...refund, principal: refund.principal === null ? null : Number(refund.principal) } : null };
}

/** Kept by a module above; zero where there is none. */
async function pointsOf(tx: Tx, account: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>(`select balance::bigint as n from ledger_account where tenant_id = $1 and ledger = 'member_points' and account = 'card' and owner = $2`, [tx.tenantId, account]);
  return Number(row?.n ?? 0);
}
