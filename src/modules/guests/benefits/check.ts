/** The benefit check (查权益): for a card and a kind of room at a moment, what every rule would say, before anything is switched on. Writes nothing. Serves VIP-8.5, G11. */
import { calendar, calendarOf, defineQuery, f, grantFor, readRecord, type Label, type Tx } from '../../../kernel/index.ts';
import { accountOf, cardByNumber, CardProduct } from '../cards/index.ts';
import { Member } from '../members/index.ts';
import { tierOf } from '../stored-value/index.ts';
import { rulesOn, termsOf } from './benefit-rule.ts';
import { holidayOn, usedIn } from './deciding.ts';
import { CHECKS, decide, periodOf, PRODUCTS, ROOM_KINDS, sentence, type RoomKind } from './rules.ts';

const access = ['front_desk', 'vip_agent', 'duty_supervisor', 'vip_manager'] as const;

export interface CheckedRule { readonly id: string; readonly name: string; readonly granted: boolean; readonly says: Label; readonly checks: readonly { readonly name: Label; readonly ok: boolean; readonly says: Label }[]; readonly until: Date | null }
export interface CheckedCard { readonly id: string; readonly number: string; readonly member: string; readonly product: Label; readonly state: string; readonly day: string; readonly at: Date; readonly rules: readonly CheckedRule[] }

export const BenefitCheck = defineQuery('benefit_check', {
  label: ['查权益', 'Benefit check'],
  access,
  params: {
    number: f.text('卡号', 'Card number', { max: 40 }), kind: f.choice('包厢级别', 'Room class', ROOM_KINDS, { initial: 'medium' }), at: f.dateTime('进场时间', 'Entering at', { optional: true }),
  },
  run: (tx, asked) => checked(tx, asked),
});

async function checked(tx: Tx, asked: { readonly number: string; readonly kind: RoomKind; readonly at: Date | null }): Promise<CheckedCard | null> {
  const card = await cardByNumber(tx, asked.number);
  if (!card || !(await grantFor(tx, tx.actor, access, card.unit_id))) return null;
  const at = asked.at ?? tx.now;
  const centre = await calendarOf(tx, card.unit_id);
  const day = calendar.businessDay(at, centre);
  const product = (await readRecord(tx, CardProduct, card.product))!.kind;
  const [tier, holiday] = [await tierOf(tx, card, at), await holidayOn(tx, day)];
  const rules: CheckedRule[] = [];
  for (const row of await rulesOn(tx, day)) {
    const terms = termsOf(row);
    const d = decide(terms, {
      enteredAt: at, freeFrom: at, roomKind: asked.kind, card: { state: card.state, product, tier }, usedIn: await usedIn(tx, row.code, accountOf(card), periodOf(day, terms.every)), beside: null, holiday, centre,
    });
    rules.push({ id: row.id, name: row.name, granted: d.granted, says: sentence(terms, d, centre), until: d.until, checks: d.checks.map((c) => ({ name: CHECKS[c.name], ok: c.ok, says: c.says })) });
  }
  return { id: card.id, number: card.card_no ?? card.number, member: (await readRecord(tx, Member, card.member))?.name ?? '', product: PRODUCTS[product], state: card.state, day, at, rules };
}
