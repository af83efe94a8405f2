/** Holds of an order (暂停): why and how long the work stood still, and which clocks stood still with it. Serves SM-21, AC-35. */
import { createRecord, defineRegister, f, tables, updateRecord, type Tx } from '../../../kernel/index.ts';
import { READERS } from './places.ts';
import type { Clock, HoldReason, Pause } from './sla.rules.ts';
import { CLOCKS, HOLD_REASONS } from './sla.ts';

export const ServiceOrderHold = defineRegister('service_order_hold', {
  label: ['指令暂停记录', 'Hold of an order'],
  number: 'ZT-{yyyy}{mm}-{0000}',
  fields: {
    service_order: f.ref('服务指令', 'Service order', 'service_order'),
    reason: f.choice('原因', 'Reason', HOLD_REASONS),
    note: f.text('说明', 'Note', { max: 200, optional: true }),
    stops: f.choices('停的时钟', 'Clocks stopped', CLOCKS, { optional: true }),
    held_at: f.dateTime('暂停', 'On hold from'),
    resumed_at: f.dateTime('恢复', 'Resumed', { optional: true }),
  },
  title: ['reason', 'held_at'],
  list: ['service_order', 'reason', 'note', 'stops', 'held_at', 'resumed_at'],
  sorts: ['-held_at'],
  indexes: [['service_order', 'held_at']],
  hidden: true,
  access: { read: READERS, create: [] },
});

interface Held { readonly id: string; readonly unit_id: string; readonly now: Date; readonly reason: HoldReason; readonly note: string | null; readonly stops: readonly Clock[] }
export async function beginHold(tx: Tx, order: Held): Promise<void> {
  // The step asked for the post; the record alone is nobody's to open.
  await createRecord(tx, ServiceOrderHold, {
    service_order: order.id, reason: order.reason, note: order.note, stops: order.stops.length === 0 ? null : order.stops, held_at: order.now, unit_id: order.unit_id,
  });
}

export async function endHold(tx: Tx, order: string, now: Date): Promise<void> {
  const open = await openHold(tx, order);
  if (open) await updateRecord(tx, ServiceOrderHold, open, { resumed_at: now });
}

/** The hold an order is in. */
export async function openHold(tx: Tx, order: string): Promise<{ readonly id: string; readonly reason: HoldReason; readonly stops: readonly Clock[]; readonly held_at: Date } | null> {
  const row = await tables(tx, ServiceOrderHold).selectFrom('service_order_hold').select(['id', 'reason', 'stops', 'held_at'])
    .where('tenant_id', '=', tx.tenantId).where('service_order', '=', order).where('resumed_at', 'is', null).executeTakeFirst();
  return row ? { ...row, stops: row.stops ?? [] } : null;
}

export interface HoldRow extends Pause { readonly note: string | null; readonly stops: readonly Clock[]; readonly open: boolean }
/** All holds of an order, first to last; one that lasts is counted up to `now`. */
export async function holdsOf(tx: Tx, order: string, now: Date): Promise<HoldRow[]> {
  const rows = await tables(tx, ServiceOrderHold).selectFrom('service_order_hold').select(['reason', 'note', 'stops', 'held_at', 'resumed_at'])
    .where('tenant_id', '=', tx.tenantId).where('service_order', '=', order).orderBy('held_at').execute();
  return rows.map((r) => ({ reason: r.reason, note: r.note, stops: r.stops ?? [], from: r.held_at, to: r.resumed_at ?? now, open: r.resumed_at === null }));
}
