/**
 * What becomes of points slips when their bill is paid, cancelled or taken back: waiting points are posted or void, and what a
 * bill earned goes back with its money, even below zero, or points would be had for nothing. Serves VIP-1.6, G20, AS-05.
 */
import { cancelSlip, journalOf, readRecord, reverse, takeStep, type Tx } from '../../../kernel/index.ts';
import { Bill } from '../bills/index.ts';
import { cardProblem, MemberCard } from '../cards/index.ts';
import { MemberPoints } from './ledgers.ts';
import { PointsSlipProcess } from './points-slip.ts';
import { earningBase, pointsFor } from './rules.ts';
import { ConfirmationSlip } from './slips.ts';

/** A slip that cannot be posted (card suspended meanwhile) stays pending: somebody looks at it. */
export async function billPaid(tx: Tx, bill: string): Promise<void> {
  const paid = await readRecord(tx, Bill, bill);
  if (paid?.state !== 'paid') return;
  for (const slip of await slipsOf(tx, bill, ['pending'])) {
    if (pointsFor(earningBase(paid), 1) === 0) await takeStep(tx, PointsSlipProcess, slip.id, 'void', { reason: '全部由赠送或券支付，不积分' });
    else if (!cardProblem((await readRecord(tx, MemberCard, slip.card))?.state ?? '', 'earn')) await takeStep(tx, PointsSlipProcess, slip.id, 'post', {});
  }
}

export async function billCancelled(tx: Tx, bill: string): Promise<void> {
  for (const slip of await slipsOf(tx, bill, ['pending'])) await takeStep(tx, PointsSlipProcess, slip.id, 'void', { reason: '账单已取消' });
}

export async function billTakenBack(tx: Tx, bill: string): Promise<void> {
  for (const slip of await slipsOf(tx, bill, ['pending'])) await takeStep(tx, PointsSlipProcess, slip.id, 'void', { reason: '收款已冲销' });
  for (const slip of await slipsOf(tx, bill, ['posted', 'confirmed'])) {
    const journal = await journalOf(tx, MemberPoints, 'earn', slip.slip_no);
    if (journal) await reverse(tx, MemberPoints, journal, { because: `${slip.slip_no}/收款冲销`, unit: slip.unit_id, negative: true });
    await takeStep(tx, PointsSlipProcess, slip.id, 'lose', { reason: '收款已冲销' });
    await cancelSlip(tx, { register: 'points_slip', recordId: slip.id, kind: ConfirmationSlip }, '收款已冲销');
  }
}

function slipsOf(tx: Tx, bill: string, states: readonly string[]) {
  return tx.query<{ id: string; card: string; slip_no: string; unit_id: string }>(
    'select id, card, slip_no, unit_id from points_slip where tenant_id = $1 and bill = $2 and state = any($3) order by number', [tx.tenantId, bill, states]);
}
