/** What the points counter asks while the clerk types: the card behind a number, the slip and bill behind theirs, what would be posted. Serves VIP-1.6, VIP-1.11, AS-04. */
import { balanceOf, dayOf, defineQuery, f, grantFor, parameterOrNull, readRecord, tables, type Label, type Tx } from '../../../kernel/index.ts';
import { accountOf, cardByNumber, cardProblem } from '../cards/index.ts';
import { Member } from '../members/index.ts';
import { Bill } from '../bills/index.ts';
import { Gift } from './gift.ts';
import { GiftStock, MemberPoints } from './ledgers.ts';
import { PerYuan } from './parameters.ts';
import { PointsSlip, pendingPoints } from './points-slip.ts';
import { RedemptionItem, RedemptionProgramme } from './programme.ts';
import { earningBase, offerProblem, pointsFor } from './rules.ts';

const access = ['vip_agent', 'duty_supervisor', 'vip_manager'] as const;

export interface CounterOffer { readonly id: string; readonly gift: string; readonly points: number; readonly programme: string; readonly terms: string | null; readonly stock: number }
export interface CounterCardView {
  readonly id: string;
  /** Business day of the counter: what is written on tonight's slips. */
  readonly day: string;
  readonly number: string;
  readonly state: string;
  readonly member: string;
  readonly problem: Label | null;
  readonly balance: number;
  /** Points that wait for a payment. */
  readonly pending: number;
  readonly offers: readonly CounterOffer[];
}
export interface CounterSlipView {
  readonly slip: { readonly id: string; readonly slip_no: string; readonly state: string; readonly points: number | null; readonly posted_at: Date | null; readonly posted_by: string | null } | null;
  readonly bill: { readonly id: string; readonly bill_no: string; readonly kind: string; readonly total: number; readonly bonus: number | null; readonly state: string } | null;
  readonly perYuan: number | null;
  readonly points: number | null;
}

export const CounterCard = defineQuery('points_counter_card', {
  label: ['积分台：查卡', 'Points counter: card'],
  access,
  params: { number: f.text('卡号', 'Card number', { max: 40 }) },
  async run(tx, { number }): Promise<CounterCardView | null> {
    const card = await cardByNumber(tx, number);
    if (!card || !(await grantFor(tx, tx.actor, access, card.unit_id))) return null;
    const member = await readRecord(tx, Member, card.member);
    const account = accountOf(card);
    return {
      id: card.id, day: await dayOf(tx, tx.now, card.unit_id), number: card.card_no ?? card.number, state: card.state, member: member?.name ?? '', problem: cardProblem(card.state, 'earn'),
      balance: await balanceOf(tx, MemberPoints, 'card', account), pending: await pendingPoints(tx, card.id), offers: await offersFor(tx, card.unit_id),
    };
  },
});

export const CounterSlip = defineQuery('points_counter_slip', {
  label: ['积分台：查单', 'Points counter: slip'],
  access,
  params: { slip_no: f.text('积分单号', 'Slip number', { max: 40, optional: true }), bill_no: f.text('账单号', 'Bill number', { max: 40, optional: true }) },
  async run(tx, { slip_no, bill_no }): Promise<CounterSlipView> {
    const slip = slip_no === null ? undefined : await tables(tx, PointsSlip).selectFrom('points_slip').select(['id', 'slip_no', 'state', 'points', 'posted_at', 'posted_by'])
      .where('tenant_id', '=', tx.tenantId).where('slip_no', '=', slip_no).executeTakeFirst();
    const bill = bill_no === null ? undefined : await tables(tx, Bill).selectFrom('bill').select(['id', 'bill_no', 'kind', 'total', 'bonus', 'state', 'unit_id'])
      .where('tenant_id', '=', tx.tenantId).where('bill_no', '=', bill_no).executeTakeFirst();
    if (!bill || !(await grantFor(tx, tx.actor, access, bill.unit_id))) return { slip: slip ?? null, bill: null, perYuan: null, points: null };
    const perYuan = await parameterOrNull(tx, PerYuan, await dayOf(tx, tx.now, bill.unit_id));
    const share = { kind: bill.kind, total: Number(bill.total), bonus: bill.bonus === null ? null : Number(bill.bonus) };
    return {
      slip: slip ?? null, perYuan, points: perYuan === null ? null : pointsFor(earningBase(share), perYuan),
      bill: { id: bill.id, bill_no: bill.bill_no, kind: bill.kind, total: share.total, bonus: share.bonus, state: bill.state },
    };
  },
});

async function offersFor(tx: Tx, unit: string): Promise<readonly CounterOffer[]> {
  const day = await dayOf(tx, tx.now, unit);
  const rows = await tables(tx, RedemptionItem, RedemptionProgramme, Gift).selectFrom('redemption_item as i')
    .innerJoin('redemption_programme as p', (j) => j.onRef('p.tenant_id', '=', 'i.tenant_id').onRef('p.id', '=', 'i.programme'))
    .innerJoin('gift as g', (j) => j.onRef('g.tenant_id', '=', 'i.tenant_id').onRef('g.id', '=', 'i.gift'))
    .select(['i.id', 'i.points', 'i.offered', 'g.id as gift', 'g.name as gift_name', 'p.name', 'p.state', 'p.starts_on', 'p.ends_on', 'p.terms'])
    .where('i.tenant_id', '=', tx.tenantId).where('p.state', '=', 'published').orderBy('i.points').limit(100).execute();
  const current = rows.filter((r) => offerProblem({ programme: r, offered: r.offered }, day) === null);
  const offers: CounterOffer[] = [];
  for (const r of current) offers.push({ id: r.id, gift: r.gift_name, points: r.points, programme: r.name, terms: r.terms, stock: await balanceOf(tx, GiftStock, 'store', r.gift) });
  return offers;
}
