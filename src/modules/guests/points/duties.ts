/**
 * What must happen every day with points: merchant copies counted and handed over, and lots that expired taken off the
 * cards. Serves VIP-1.10, G19, AS-07.
 */
import { calendar, calendarOf, defineDuty, f, parameter, post, posting, tables, unitsBelow, type Tx } from '../../../kernel/index.ts';
import { MemberPoints } from './ledgers.ts';
import { makeNotices } from './notice.ts';
import { NeedsNotice } from './parameters.ts';
import { PointsSlip } from './points-slip.ts';
import { Redemption } from './redemption.ts';
import { assertCopies } from './rules.ts';

export const CopiesHandedOver = defineDuty('points_copies_handed_over', {
  label: ['商户联清点交接', 'Merchant copies counted and handed over'],
  statements: ['VIP-1.9', 'VIP-1.10'],
  recurs: { every: 'day' }, by: '02:30', unitKind: 'centre',
  owner: 'vip_agent', deputy: 'duty_supervisor', escalate: { to: 'vip_manager', afterMinutes: 60 },
  form: {
    copies: f.integer('商户联张数', 'Merchant copies', { hint: ['积分确认单和兑换单的商户联合计；先清点再填', 'Confirmations and redemptions together; count first'] }),
    note: f.text('差异原因', 'Why they differ', { optional: true, max: 200 }),
  },
  sign: [
    { name: 'outgoing', label: ['交班人', 'Handed over by'], by: 'user', role: 'vip_agent' },
    { name: 'incoming', label: ['接班人', 'Taken over by'], by: 'user', role: 'vip_agent' },
  ],
  /** A day without postings has nothing to hand over; known once the day is over. */
  async evidence({ tx, unit, day, now }) {
    if (now.getTime() < calendar.endOfBusinessDay(day, await calendarOf(tx, unit)).getTime()) return null;
    return (await postingsOf(tx, unit, day)) === 0 ? { copies: 0, postings: 0 } : null;
  },
  async effect({ tx, input, unit, day }) {
    assertCopies(input.copies, await postingsOf(tx, unit, day), input.note);
  },
});

export const PointsExpiry = defineDuty('points_expiry', {
  label: ['积分到期清理', 'Expired points taken off'],
  statements: ['VIP-1.6'],
  recurs: { every: 'day' }, by: '09:00', unitKind: 'centre', owner: 'vip_manager', deputy: 'vip_agent',
  form: {},
  /** Open as long as members with expired points have not been told. */
  async evidence({ tx, unit, day }) {
    const done = await expireLots(tx, unit, day);
    return done.untold > 0 ? null : { lots: done.lots, points: done.points };
  },
});

export const ExpiryNotices = defineDuty('points_expiry_notices', {
  label: ['积分到期告知名单', 'Members to be told of expiring points'],
  statements: ['VIP-1.6'],
  recurs: { every: 'day' }, by: '10:00', unitKind: 'centre', owner: 'vip_agent', deputy: 'vip_manager',
  form: {},
  evidence: async ({ tx, unit, day }) => ({ ...(await makeNotices(tx, unit, day)) }),
});

/** Takes the rest of every lot whose last day is over, and whose owner was told, off its card, today: the day it waited for may be closed. A lot is expired once, however often this runs. */
export async function expireLots(tx: Tx, unit: string, day: string): Promise<{ readonly lots: number; readonly points: number; readonly untold: number }> {
  const needsProof = await parameter(tx, NeedsNotice, day);
  const over = await tx.query<{ id: string; owner: string; remaining: number; told: boolean }>(
    `select l.id, l.owner, l.remaining, exists (select 1 from points_expiry_notice n where n.tenant_id = l.tenant_id and n.card = l.owner and n.expires_on = l.expires and n.state = 'told') as told
     from ledger_lot l join member_card c on c.tenant_id = l.tenant_id and c.id = l.owner
     where l.tenant_id = $1 and l.ledger = $2 and l.account = 'card' and l.remaining > 0 and l.expires < $3 and c.unit_id = any($4) order by l.owner, l.id`,
    [tx.tenantId, MemberPoints.name, day, await unitsBelow(tx, unit)]);
  const lots = over.filter((lot) => lot.told || !needsProof);
  await post(tx, ...lots.map((lot) => posting(MemberPoints, 'expire', { amount: Number(lot.remaining), owner: lot.owner, lot: lot.id, because: `${lot.id}/${day}`, at: tx.now, unit })));
  return { lots: lots.length, points: lots.reduce((sum, lot) => sum + Number(lot.remaining), 0), untold: over.length - lots.length };
}

/** Papers that must exist for a day: every posting and every redemption, also those reversed later (their copies are void, not gone). */
export async function postingsOf(tx: Tx, unit: string, day: string): Promise<number> {
  const units = await unitsBelow(tx, unit);
  const slips = await tables(tx, PointsSlip).selectFrom('points_slip').select((e) => e.fn.countAll<number>().as('n'))
    .where('tenant_id', '=', tx.tenantId).where('posted_on', '=', day).where('unit_id', 'in', units).executeTakeFirstOrThrow();
  const redemptions = await tables(tx, Redemption).selectFrom('redemption').select((e) => e.fn.countAll<number>().as('n'))
    .where('tenant_id', '=', tx.tenantId).where('executed_on', '=', day).where('unit_id', 'in', units).executeTakeFirstOrThrow();
  return Number(slips.n) + Number(redemptions.n);
}
