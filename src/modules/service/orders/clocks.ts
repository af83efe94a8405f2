/** The clocks of one order as its page shows them: due, used, stopped by which hold. Serves SM-21, AC-35. */
import { dayOf, defineQuery, f, readRecord, Refusal, scopeOf } from '../../../kernel/index.ts';
import { holdsOf, openHold, type HoldRow } from './hold.ts';
import { READERS } from './places.ts';
import { ServiceOrder } from './service-order.ts';
import { clockState, minutesUsed, type Clock, type ClockState, type Priority, type Stops } from './sla.rules.ts';
import { stopsOn, termsFor } from './sla.ts';

export interface ShownClock { readonly clock: Clock; readonly state: ClockState; readonly due: Date | null; readonly ended: Date | null; readonly used: number | null; readonly limit: number }
export interface OrderClocks { readonly clocks: readonly ShownClock[]; readonly holds: readonly HoldRow[]; readonly hours: string }

export const ServiceOrderClocks = defineQuery('service_order_clocks', {
  label: ['指令时限', 'Clocks of an order'],
  access: READERS,
  params: { order: f.ref('服务指令', 'Service order', 'service_order') },
  async run(tx, p): Promise<OrderClocks> {
    const order = await readRecord(tx, ServiceOrder, p.order);
    const units = await scopeOf(tx, tx.actor, READERS);
    if (!order || (units !== null && !units.includes(order.unit_id))) throw new Refusal('not_found', ['没有这条记录，或您无权查看', 'No such record, or not for you to see'], 404);
    const received = order.received_at ?? order.created_at;
    const terms = await termsFor(tx, order.priority as Priority, order.unit_id, await dayOf(tx, received, order.unit_id));
    const holds = await holdsOf(tx, order.id, tx.now);
    const held = await openHold(tx, order.id);
    const stops: Stops = await stopsOn(tx, await dayOf(tx, tx.now, order.unit_id));
    const one = (clock: Clock, due: Date | null, ended: Date | null): ShownClock => {
      const stopped = held?.stops.includes(clock) ? held.held_at : null;
      // Each hold stopped what was configured when it began, whatever the parameters say now.
      const pauses = holds.filter((h) => h.stops.includes(clock));
      const always = { ...stops, waiting_parts: [clock], customer: [clock], weather: [clock] };
      return { clock, due, ended, state: clockState(due, ended, stopped, tx.now), used: minutesUsed(received, ended ?? tx.now, clock, pauses, always, terms), limit: terms.minutes[clock] };
    };
    const [open] = terms.hours.week[1] ?? [];
    return {
      clocks: [one('response', order.respond_by, order.responded_at), one('repair', order.repair_by, order.finished_at)], holds,
      hours: terms.hours.holidays === 'open' ? '24 h' : `${open?.from ?? ''}–${open?.to ?? ''}`,
    };
  },
});
