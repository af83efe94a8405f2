/**
 * Rules of joining (入会): what must be explained before the form opens, who is old enough, what the guest pays and gets
 * back, when a member is already known, and what must be ticked before the card is active.
 * Serves VIP-1.1 to VIP-1.5, VIP-8.2 to VIP-8.9, AS-01, AS-03, G7, G10, G24.
 */
import { calendar, Refusal, type Label, yuan } from '../../../kernel/index.ts';

export const ADULT = 18;

export interface Explained { readonly how_to_get: boolean; readonly how_to_use: boolean; readonly cost_told: boolean; readonly data_told: boolean }

/** The form opens only after all four were told: how the card is obtained, how it is used, what it costs, which data it needs. */
export function assertExplained(told: Explained): void {
  const missing = (Object.keys(TOPICS) as (keyof Explained)[]).filter((topic) => !told[topic]);
  if (missing.length === 0) return;
  throw new Refusal('card_application.not_explained', [`还没有向客人说明：${missing.map((m) => TOPICS[m][0]).join('、')}`, `Not told to the guest yet: ${missing.map((m) => TOPICS[m][1]).join(', ')}`], 409,
    Object.fromEntries(missing.map((m) => [m, ['须先说明', 'Must be told first'] as const])));
}
const TOPICS: { readonly [topic in keyof Explained]: Label } = {
  how_to_get: ['办理方式', 'how to get it'], how_to_use: ['使用方法', 'how to use it'], cost_told: ['费用', 'what it costs'], data_told: ['所需资料', 'which data it needs'],
};

/** The day on which somebody becomes 18. Born on 29 February: in a common year on 1 March, never a day too early. */
export function adultOn(bornOn: string): string {
  const { year, month, day } = calendar.partsOf(bornOn);
  const leap = calendar.daysInMonth(year + ADULT, 2) === 29;
  return month === 2 && day === 29 && !leap ? calendar.dateOf(year + ADULT, 3, 1) : calendar.addYears(bornOn, ADULT);
}

/** A song-and-dance venue admits no minors; whether the birthday itself counts is for the house to say. */
export function assertAdult(bornOn: string, day: string, birthdayCounts: boolean): void {
  const from = birthdayCounts ? adultOn(bornOn) : calendar.addDays(adultOn(bornOn), 1);
  if (bornOn > day) throw new Refusal('card_application.birth_date', ['出生日期晚于今天', 'Born after today'], 422, { born_on: ['不能晚于今天', 'Not after today'] });
  if (day < from) {
    const age = ageOn(bornOn, day);
    throw new Refusal('card_application.minor', [`客人 ${age} 周岁，${from} 起才可办卡`, `The guest is ${age}; a card is possible from ${from}`], 409, { born_on: [`满 18 周岁：${from} 起`, `Of age from ${from}`] });
  }
}

export function ageOn(bornOn: string, day: string): number {
  const years = calendar.partsOf(day).year - calendar.partsOf(bornOn).year;
  return calendar.addYears(bornOn, years) <= day ? years : years - 1;
}

/** A student card needs a proof that reaches into the future; other cards need none. */
export function assertStudent(kind: string, proof: string | null, until: string | null, day: string): void {
  if (kind !== 'student') return;
  if (proof === null) throw new Refusal('card_application.no_proof', ['学生卡须登记学生证明', 'A student card needs a proof of being a student'], 422, { student_proof: ['必填', 'Required'] });
  if (until === null || until <= day) throw new Refusal('card_application.proof_over', ['学生证明须在有效期内', 'The proof must still be good'], 422, { proof_until: ['须晚于今天', 'After today'] });
}

export type Tender = 'cash' | 'bank_card' | 'mobile' | 'transfer';

/** What is due back to the guest. Only cash gives change; everything else is paid to the fen. */
export function changeOf(due: number, received: number, tender: Tender): number {
  if (received < due) throw new Refusal('card_application.short', [`应收 ${yuan(due)}，实收 ${yuan(received)}，还差 ${yuan(due - received)}`, `${yuan(due)} due, ${yuan(received)} received: ${yuan(due - received)} short`], 422, { received: ['不足', 'Not enough'] });
  if (tender !== 'cash' && received !== due) throw new Refusal('card_application.not_exact', [`非现金须按应收 ${yuan(due)} 收取`, `Other than cash exactly ${yuan(due)} is taken`], 422, { received: ['须与应收相等', 'Must equal what is due'] });
  return received - due;
}

/** A stored-value card is opened with at least its first deposit; other cards cost exactly their price. */
export function amountDue(kind: string, price: number, wanted: number | null): number {
  if (kind !== 'stored_value') return price;
  const amount = wanted ?? price;
  if (amount < price) throw new Refusal('card_application.first_deposit', [`首次储值至少 ${yuan(price)} 元`, `The first deposit is at least ${yuan(price)} yuan`], 422, { amount: [`不少于 ${yuan(price)}`, `At least ${yuan(price)}`] });
  return amount;
}

export interface Known { readonly id: string; readonly number: string; readonly name: string }

interface Person { readonly guest_name: string | null; readonly phone: string | null }
/** Name and number stand on the guest's own form or are typed from paper; without either there is nobody to enter. */
export function assertWritten(written: Person, typed: Person): void {
  const missing = (['guest_name', 'phone'] as const).filter((name) => typed[name] === null && written[name] === null);
  if (missing.length > 0) throw new Refusal('card_application.not_written', ['请照纸质申请表录入姓名和手机', 'Enter name and phone from the paper form'], 422, Object.fromEntries(missing.map((name) => [name, ['必填', 'Required']])));
}

/** The same phone is on file: either it is that member, or somebody says why it is not. */
export function assertNotDuplicate(known: readonly Known[], input: { readonly existing_member: string | null; readonly not_duplicate: string | null }): void {
  if (known.length === 0 || known.some((m) => m.id === input.existing_member) || (input.existing_member === null && input.not_duplicate !== null)) return;
  const who = known.map((m) => `${m.number} ${m.name}`).join('、');
  throw new Refusal('card_application.duplicate', [`手机号已登记在 ${who} 名下：请选这位会员，或写明为何不是同一人`, `The phone is on file for ${who}: choose that member, or say why it is somebody else`], 409, {
    existing_member: ['同一人请选已有会员', 'Choose the member when it is the same person'],
  });
}

/** Checked again: what the guest handed over goes back before the card works (VIP-8.8). */
export function assertReturned(ticks: { readonly checked_again: boolean; readonly id_returned: boolean; readonly change_given: boolean }, change: number): void {
  if (!ticks.checked_again) throw new Refusal('card_application.not_checked', ['录入的资料须再核对一遍', 'What was entered must be checked again'], 409, { checked_again: ['须核对', 'Must be checked'] });
  if (!ticks.id_returned) throw new Refusal('card_application.id_not_returned', ['请先退还客人的身份证', 'Return the guest’s identity card first'], 409, { id_returned: ['须退还', 'Must be returned'] });
  if (!ticks.change_given) throw new Refusal('card_application.change_not_given', [`请先找零 ${yuan(change)}`, `Give ${yuan(change)} in change first`], 409, { change_given: ['须找零（无找零也请确认）', 'Must be given; confirm when there is none'] });
}

/** The guest signs what was shown: the text in force, word for word. */
export function assertCharter(shown: string | null, inForce: string | null): void {
  if (inForce === null) throw new Refusal('card_application.no_charter', ['还没有生效的会员章程', 'There is no charter in force']);
  if (shown === null) throw new Refusal('card_application.not_shown', ['请先向客人展示会员章程', 'Show the charter to the guest first']);
  if (shown !== inForce) throw new Refusal('card_application.charter_changed', ['章程已更新，请重新展示后再签', 'The charter was changed; show it again before signing']);
}

/** Cooling off for the price of a card: within the days, and nothing had with it. */
export function feeBackProblem(paidOn: string, day: string, days: number, usedAt: Date | null): Label | null {
  const last = calendar.addDays(paidOn, days);
  if (day > last) return [`冷静期至 ${last}，已过`, `The cooling-off ended on ${last}`];
  return usedAt === null ? null : ['卡已使用过，不适用冷静期', 'The card was used; there is no cooling off'];
}
