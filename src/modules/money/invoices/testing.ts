/** What tests of invoices and of the modules above start from: a club with sheets in finance's store, a clerk on duty, and paid tickets. */
import type { Actor, Module } from '../../../kernel/index.ts';
import { Bill, BillProcess, bills } from '../../guests/bills/index.ts';
import { points } from '../../guests/points/index.ts';
import { startRooms, type RoomsClub } from '../../guests/rooms/rooms.testing.ts';
import { Shift, ShiftProcess, shifts } from '../../guests/shifts/index.ts';
import { storedValue } from '../../guests/stored-value/index.ts';
import { cash } from '../cash/index.ts';
import { PettyFloat, PettyFloatProcess, pettyCash } from '../petty-cash/index.ts';
import { Invoice, InvoiceBatch, InvoiceDraw, InvoiceDrawProcess, InvoiceProcess, invoices, InvoiceType } from './index.ts';

export interface Desk {
  readonly club: RoomsClub;
  readonly fang: Actor;
  readonly sun: Actor;
  readonly type: string;
  /** A shift on duty: float drawn, briefed. */
  onDuty(clerk: Actor, place?: 'first' | 'middle' | 'last', code?: 'a' | 'b' | 'c' | 'd'): Promise<string>;
  /** A shift that waits to take over: briefed, without a float. */
  waiting(clerk: Actor, place?: 'middle' | 'last'): Promise<string>;
  batch(face: number, first: number, last: number): Promise<string>;
  draw(shift: string, clerk: Actor, batch: string, first: number, last: number): Promise<string>;
  /** A paid ticket with its room slip. */
  ticket(fen: number, tender?: object): Promise<{ readonly ticket_no: string; readonly room_slip_no: string }>;
  issue(clerk: Actor, fen: number, more?: object): Promise<string>;
}

export async function startDesk(more: readonly Module[] = [], now = '7 14:00'): Promise<Desk> {
  const club = await startRooms([shifts, cash, bills, storedValue, points, invoices, pettyCash, ...more], now);
  const { t, zhou, he } = club;
  const fang = await t.actor('finance', 'YL', '方华');
  const sun = await t.actor('vip_agent', 'VIP', '孙薇');
  const type = (await t.create(InvoiceType, fang, { name: '定额发票', model: 'denominated' })).id;
  let n = 0;
  const fit = { briefing_heard: true, uniform_ok: true, badge_ok: true, grooming_ok: true };
  const desk: Desk = {
    club, fang, sun, type,
    async onDuty(clerk, place = 'first', code = 'a') {
      const shift = await t.create(Shift, clerk, { code, place });
      const float = await t.create(PettyFloat, clerk, {});
      await t.step(PettyFloatProcess, float.id, 'draw', fang, {}, [t.sign('clerk', clerk)]);
      await t.step(ShiftProcess, shift.id, 'brief', clerk, fit, [t.sign('supervisor', he)]);
      return shift.id;
    },
    async waiting(clerk, place = 'middle') {
      const shift = await t.create(Shift, clerk, { code: 'b', place });
      await t.step(ShiftProcess, shift.id, 'brief', clerk, fit, [t.sign('supervisor', he)]);
      return shift.id;
    },
    batch: async (face, first, last) => (await t.create(InvoiceBatch, fang, { type, batch_code: `14400${face}`, face, first_no: first, last_no: last })).id,
    async draw(shift, clerk, batch, first, last) {
      const draw = await t.create(InvoiceDraw, fang, { shift, batch, first_no: first, last_no: last });
      await t.step(InvoiceDrawProcess, draw.id, 'draw', fang, {}, [t.sign('clerk', clerk)]);
      return draw.id;
    },
    async ticket(fen, tender = { mobile: fen }) {
      const slip = `KF-${++n}`;
      const session = await club.switchOn('203', { slip_no: slip, switched_on_at: new Date(t.now().getTime() - 7_200_000 + n * 10_000), switched_off_at: new Date(t.now().getTime() - 7_200_000 + n * 10_000 + 5_000) });
      const bill = await t.create(Bill, zhou, { bill_no: `Z-${n}`, ticket_no: `XP-${n}`, kind: 'consumption', total: fen, session: session.id });
      await t.step(BillProcess, bill.id, 'pay', zhou, tender);
      return { ticket_no: `XP-${n}`, room_slip_no: slip };
    },
    async issue(clerk, fen, extra = {}) {
      const invoice = await t.create(Invoice, clerk, await desk.ticket(fen));
      await t.step(InvoiceProcess, invoice.id, 'issue', clerk, { type, ...extra });
      await t.step(InvoiceProcess, invoice.id, 'compare', clerk, { right: true });
      await t.step(InvoiceProcess, invoice.id, 'stamp', clerk, { room_written: true, stamped: true, kept: true });
      return invoice.id;
    },
  };
  return desk;
}
