/** Paying and cancelling a bill, and what that does to the points slips waiting for it. Serves VIP-1.6, G20, AS-05. */
import { defineProcess, f, readRecord, tables, takeStep, type Tx } from '../../../kernel/index.ts';
import { cardProblem, MemberCard } from '../cards/index.ts';
import { assertBonus, Bill } from './bill.ts';
import { PointsSlip, PointsSlipProcess } from './points-slip.ts';
import { earningBase, pointsFor } from './rules.ts';

export const BillProcess = defineProcess(Bill, 'open',
  {
    open: { label: ['未结', 'Open'], tone: 'waiting' },
    paid: { label: ['已付', 'Paid'], tone: 'done' },
    cancelled: { label: ['已取消', 'Cancelled'], tone: 'stopped' },
  },
  (step) => ({
    pay: step({
      label: ['收款', 'Pay'], tone: 'primary', from: ['open'], to: 'paid', by: ['vip_agent', 'duty_supervisor', 'finance'],
      form: { bonus: f.money('其中赠送金额支付', 'Of it paid from bonus', { optional: true }) },
      guard: ({ record, input }) => assertBonus(record.total, input.bonus),
      set: ({ now, record, input }) => ({ paid_at: now, bonus: input.bonus ?? record.bonus }),
      effect: ({ tx, record }) => settleSlips(tx, record),
    }),
    cancel: step({
      label: ['取消账单', 'Cancel'], tone: 'danger', from: ['open'], to: 'cancelled', by: ['duty_supervisor', 'finance'],
      form: { cancelled_for: f.text('取消原因', 'Why cancelled', { max: 200 }) },
      async effect({ tx, record }) {
        for (const slip of await waiting(tx, record.id)) await takeStep(tx, PointsSlipProcess, slip.id, 'void', { reason: '账单已取消' });
      },
    }),
  }),
);

/** A slip that cannot be posted (card suspended meanwhile) stays pending: the guest's payment must not fail for it. */
async function settleSlips(tx: Tx, bill: { readonly id: string; readonly kind: 'consumption' | 'recharge'; readonly total: number; readonly bonus: number | null }): Promise<void> {
  for (const slip of await waiting(tx, bill.id)) {
    if (pointsFor(earningBase(bill), 1) === 0) await takeStep(tx, PointsSlipProcess, slip.id, 'void', { reason: '全部由赠送金额支付，不积分' });
    else if (!cardProblem((await readRecord(tx, MemberCard, slip.card))?.state ?? '', 'earn')) await takeStep(tx, PointsSlipProcess, slip.id, 'post', {});
  }
}

function waiting(tx: Tx, bill: string) {
  return tables(tx, PointsSlip).selectFrom('points_slip').select(['id', 'card']).where('tenant_id', '=', tx.tenantId)
    .where('bill', '=', bill).where('state', '=', 'pending').orderBy('number').execute();
}
