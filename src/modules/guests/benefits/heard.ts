/**
 * What benefits do when rooms and bills report: a session with a card is decided at once, so that the guest hears at the door
 * what is free; a move is looked at again; a paid bill is noted at the use. Serves VIP-8.5, G11, P14.
 */
import { calendar, calendarOf, createRecord, readRecord, takeStep, updateRecord, type Tx } from '../../../kernel/index.ts';
import { Bill } from '../bills/index.ts';
import { CardProduct, MemberCard } from '../cards/index.ts';
import { RoomSession } from '../rooms/index.ts';
import { BenefitRule, rulesOn, termsOf } from './benefit-rule.ts';
import { BenefitUse, BenefitUseProcess } from './benefit-use.ts';
import { kindOf, note, usesIn } from './deciding.ts';
import { afterMove, clock, WEEKDAYS, type RoomKind } from './rules.ts';

interface Moved { readonly session: string; readonly toType: string; readonly at: string }

/** Rules that speak of this card and this weekday are decided and written down; of others nobody need hear. */
export async function entered(tx: Tx, sessionId: string, into: RoomKind | null = null): Promise<void> {
  const session = await readRecord(tx, RoomSession, sessionId);
  if (!session?.card || !session.switched_on_at) return;
  const product = (await readRecord(tx, CardProduct, (await readRecord(tx, MemberCard, session.card))!.product))!.kind;
  const day = calendar.businessDay(session.switched_on_at, await calendarOf(tx, session.unit_id));
  const weekday = Object.keys(WEEKDAYS)[calendar.weekday(day) - 1];
  for (const rule of await rulesOn(tx, day)) {
    const terms = termsOf(rule);
    if (!terms.products.includes(product) || !terms.weekdays.some((d) => d === weekday)) continue;
    const own = (await usesIn(tx, session.id)).filter((u) => u.code === rule.code && u.card === session.card);
    // Decided once; after a move again only where the new room may change the answer.
    if (own.some((u) => u.state !== 'refused') || (own.length > 0 && (into === null || !terms.room_kinds.includes(into)))) continue;
    await createRecord(tx, BenefitUse, { session: session.id, card: session.card, rule: rule.id, unit_id: session.unit_id });
  }
}

/** Into a room that is not covered: the free time stops at the move. Into one that is: looked at anew, free from then on. */
export async function moved(tx: Tx, news: Moved): Promise<void> {
  const session = await readRecord(tx, RoomSession, news.session, { lock: true });
  if (!session) return;
  const [kind, at] = [await kindOf(tx, news.toType), new Date(news.at)];
  for (const use of (await usesIn(tx, session.id)).filter((u) => u.state === 'granted' && u.free_until!.getTime() > at.getTime())) {
    const terms = termsOf((await readRecord(tx, BenefitRule, use.rule))!);
    if (afterMove(terms, kind, use.substituted_for !== null) === 'goes_on') continue;
    const { zone } = await calendarOf(tx, session.unit_id);
    await takeStep(tx, BenefitUseProcess, use.id, 'stop', { free_until: at, stopped_for: `${clock(at, zone)} 换房，免费到此为止` });
  }
  await note(tx, session.id);
  await entered(tx, session.id, kind);
}

/** The bill of a session carries what it was given; taken back, it is free again for the next. */
export async function billPaid(tx: Tx, billId: string): Promise<void> {
  const bill = await readRecord(tx, Bill, billId);
  if (!bill?.session || bill.state !== 'paid') return;
  for (const use of await usesIn(tx, bill.session)) {
    if (use.bill === null && use.state !== 'withdrawn') await updateRecord(tx, BenefitUse, use, { bill: bill.id }, { what: 'update', reason: `账单 ${bill.bill_no}` });
  }
}

export async function billTakenBack(tx: Tx, billId: string): Promise<void> {
  const bill = await readRecord(tx, Bill, billId);
  if (!bill?.session) return;
  for (const use of (await usesIn(tx, bill.session)).filter((u) => u.bill === bill.id)) await updateRecord(tx, BenefitUse, use, { bill: null }, { what: 'update', reason: `账单 ${bill.bill_no} 已冲销` });
}
