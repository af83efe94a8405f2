/**
 * Rules of birthdays (会员生日): the day a birthday is kept in a year, who is on the list of a month, when a gift may be drawn,
 * what the check of the identity document decides, and what two people sign on the 15th and the 30th.
 * Serves VIP-2.1 to VIP-2.16, G2 to G7, AS-14, AS-15, AS-18.
 */
import { calendar, Refusal, type Label } from '../../../kernel/index.ts';

export type BirthdayKind = 'solar' | 'lunar' | 'leap';
export type LeapDay = '02-28' | '03-01';
export interface Born { readonly birthday: string; readonly birthday_kind: BirthdayKind }
export interface Kept {
  /** The day on which it is kept, in the solar calendar. */
  readonly day: string;
  /** The year it counts for: of the lunar calendar for lunar birthdays, so that there is exactly one in each. */
  readonly year: number;
}

/** The birthday as the calendar knows it. A lunar birthday inside a leap month counts as its plain month unless the member keeps the leap month. */
export function birthdayOf({ birthday, birthday_kind }: Born): Parameters<typeof calendar.birthdayInYear>[0] {
  if (birthday_kind === 'solar') {
    const { month, day } = calendar.partsOf(birthday);
    return { kind: 'solar', month, day };
  }
  const { month, day } = calendar.solarToLunar(birthday);
  return { kind: birthday_kind === 'leap' ? 'leap-lunar' : 'lunar', month, day };
}

/** Days in [from, to) on which the birthday is kept, each with the year it counts for; not the day of birth itself. */
export function keptBetween(born: Born, from: string, to: string, leapDay: LeapDay): readonly Kept[] {
  const birthday = birthdayOf(born);
  const first = calendar.partsOf(from).year - 1;
  const years = Array.from({ length: calendar.partsOf(to).year - first + 1 }, (_, n) => first + n);
  return years.map((year) => ({ year, day: calendar.birthdayInYear(birthday, year, leapDay) })).filter((k) => k.day >= from && k.day < to && k.day > born.birthday);
}

const MONTHS = ['正', '二', '三', '四', '五', '六', '七', '八', '九', '十', '冬', '腊'];
const DIGITS = ['十', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** How the family says it: 农历八月十五, 农历闰七月初十, 3月1日. */
export function keptAs(born: Born): string {
  const { kind, month, day } = birthdayOf(born);
  if (kind === 'solar') return `${month}月${day}日`;
  const tens = day <= 10 ? '初' : day < 20 ? '十' : day === 20 ? '二' : day < 30 ? '廿' : '三';
  return `农历${kind === 'leap-lunar' ? '闰' : ''}${MONTHS[month - 1]}月${tens}${DIGITS[day % 10]}`;
}

const ENGLISH_MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** The same in English, from what is written down: “1 March”, “lunar month 8, day 15”. */
export function keptAsInEnglish(kept: string): string {
  const solar = /^(\d+)月(\d+)日$/.exec(kept);
  if (solar) return `${solar[2]} ${ENGLISH_MONTHS[Number(solar[1]) - 1]}`;
  const [, leap, month, tens, digit] = /^农历(闰?)(.)月(.)(.)$/.exec(kept) ?? [];
  if (month === undefined) return kept;
  const units = DIGITS.indexOf(digit!);
  const day = { 初: units === 0 ? 10 : units, 十: 10 + units, 二: 20, 廿: 20 + units, 三: 30 }[tens!];
  return `lunar ${leap ? 'leap ' : ''}month ${MONTHS.indexOf(month) + 1}, day ${day}`;
}

const COMPOUND = ['欧阳', '司马', '上官', '诸葛', '尉迟', '司徒', '东方', '独孤', '慕容', '皇甫', '令狐', '长孙', '宇文', '公孙', '夏侯', '百里', '南宫', '呼延', '端木'];

/** The surname the front desk greets with; a name with a middle dot is not cut, its bearer has no Chinese surname. */
export function surnameOf(name: string): string {
  const plain = name.trim();
  if (plain.includes('·') || /[a-z]/i.test(plain)) return plain;
  return COMPOUND.find((s) => plain.startsWith(s) && plain.length > s.length) ?? plain.slice(0, 1);
}

/** The first day of the months whose list must exist on `day`: this month's, and the next one's from so many days before it begins. */
export function monthsToList(day: string, daysAhead: number): readonly string[] {
  const first = `${day.slice(0, 7)}-01`;
  const next = calendar.addMonths(first, 1);
  return calendar.addDays(next, -daysAhead) <= day ? [first, next] : [first];
}

export interface Drawable { readonly state: string; readonly visit_on: string; readonly contact_result: string | null }

/** Who gets a gift drawn for a day: everybody still on the list who did not say no. */
export const needsGift = (v: Drawable, day: string): boolean => v.state === 'listed' && v.visit_on === day && v.contact_result !== 'will_not';

/** The day before; on the day itself only for those who came onto the list late. */
export function assertDrawDay(forDay: string, day: string): void {
  const from = calendar.addDays(forDay, -1);
  if (day < from) throw new Refusal('gift_draw.early', [`${forDay} 的礼品 ${from} 起领用`, `Gifts for ${forDay} are drawn from ${from} on`], 422, { for_day: ['提前一天领用', 'Drawn one day before'] });
  if (day > forDay) throw new Refusal('gift_draw.late', [`${forDay} 已经过去`, `${forDay} is over`], 422, { for_day: ['不能早于今天', 'Not before today'] });
}

export interface Need { readonly gift: string; readonly name: string; readonly pieces: number; readonly inStore: number }
export function assertInStore(needs: readonly Need[]): void {
  const short = needs.find((n) => n.inStore < n.pieces);
  if (short) throw new Refusal('gift_draw.short', [`「${short.name}」库存 ${short.inStore}，需要 ${short.pieces}`, `${short.inStore} of “${short.name}” in store, ${short.pieces} needed`], 409, { gift: ['库存不足', 'Not enough in store'] });
}

/** The day a member fixes for coming lies near the birthday, and not behind us. */
export function assertVisitDay(visitOn: string, birthday: string, day: string, window: number): void {
  const [from, to] = [calendar.addDays(birthday, -window), calendar.addDays(birthday, window)];
  if (visitOn < day) throw new Refusal('birthday_visit.past', ['约定的日期已过', 'The day agreed on is over'], 422, { visit_on: ['不能早于今天', 'Not before today'] });
  if (visitOn < from || visitOn > to) {
    throw new Refusal('birthday_visit.far', [`约定日期应在生日前后 ${window} 天内（${from} 至 ${to}）`, `The day must lie within ${window} days of the birthday (${from} to ${to})`], 422, { visit_on: ['离生日太远', 'Too far from the birthday'] });
  }
}

/** The offer is for the member in person (VIP-2.8). */
export function assertInPerson(inPerson: boolean): void {
  if (!inPerson) throw new Refusal('birthday_visit.proxy', ['生日礼遇限会员本人到店，不能代领', 'The offer is for the member in person; nobody else can take it'], 409, { in_person: ['须本人到店', 'In person only'] });
}

export type IdResult = 'matches' | 'date_differs' | 'other_person' | 'no_document';
export const ID_RESULTS = {
  matches: ['照片与出生日期相符', 'Photograph and date of birth agree'], date_differs: ['是本人，出生日期与登记不符', 'The person, but another date of birth'],
  other_person: ['照片不是本人', 'Not the person in the photograph'], no_document: ['没有带证件', 'No document'],
} as const satisfies { readonly [r in IdResult]: Label };

/** Only a document of the person with the registered date passes by itself (VIP-2.9). */
export const idPasses = (result: IdResult): boolean => result === 'matches';

/** A manager may let a different date pass, with the reason; somebody else or nobody's document never (G6, VIP-2.8). */
export function approvalProblem(result: string | null): Label | null {
  if (result === 'date_differs') return null;
  return result === 'other_person' ? ['不是会员本人，不能批准', 'Not the member; this cannot be approved'] : ['没有可批准的出生日期差异', 'There is no difference of the date of birth to approve'];
}

/** The guest signs under the member's name; another name is another person. */
export function assertSignsAsMember(signer: string, member: string): void {
  const plain = (name: string) => name.replace(/\s+/g, '');
  if (plain(signer) !== plain(member)) throw new Refusal('birthday_visit.other_signer', [`签收人须为会员本人（${member}）`, `The member (${member}) must sign in person`]);
}

export interface Tally { readonly listed: number; readonly contacted: number; readonly coming: number; readonly uncontacted: number }
export function tally(rows: readonly { readonly contact_result: string | null; readonly state: string }[]): Tally {
  const live = rows.filter((r) => r.state !== 'withdrawn');
  const contacted = live.filter((r) => r.contact_result !== null).length;
  return { listed: live.length, contacted, coming: live.filter((r) => r.contact_result === 'will_come' || r.contact_result === 'date_fixed').length, uncontacted: live.length - contacted };
}

/** Every row carries what the member said before the number goes up (VIP-2.1). */
export function assertAllContacted(t: Tally): void {
  if (t.uncontacted > 0) throw new Refusal('birthday_month.uncontacted', [`还有 ${t.uncontacted} 位会员没有联系结果`, `${t.uncontacted} members have no contact result yet`]);
}

/** Gift states of visits in a period, as the register has them. */
export interface Figures { readonly drawn: number; readonly delivered: number; readonly returned: number; readonly lost: number; readonly open: number }
export function figuresOf(visits: readonly { readonly drawn_on: string | null; readonly given_at: Date | null; readonly returned_on: string | null; readonly lost_on: string | null }[]): Figures {
  const count = (of: (v: (typeof visits)[number]) => unknown) => visits.filter((v) => of(v) !== null).length;
  const [drawn, delivered, returned, lost] = [count((v) => v.drawn_on), count((v) => v.given_at), count((v) => v.returned_on), count((v) => v.lost_on)];
  return { drawn, delivered, returned, lost, open: drawn - delivered - returned - lost };
}

export interface CountedLine { readonly expected: number; readonly counted: number | null; readonly note: string | null }
export const differenceOf = (l: CountedLine): number => (l.counted ?? 0) - l.expected;

/** Everything counted, and every difference with its explanation. */
export function assertCounted(lines: readonly CountedLine[]): void {
  const open = lines.filter((l) => l.counted === null).length;
  if (open > 0) throw new Refusal('gift_count.uncounted', [`还有 ${open} 行没有清点`, `${open} lines are not counted yet`]);
  const silent = lines.filter((l) => differenceOf(l) !== 0 && !l.note?.trim()).length;
  if (silent > 0) throw new Refusal('gift_count.unexplained', [`有 ${silent} 行差异没有说明`, `${silent} differences lack an explanation`]);
}

/** What was expected when the sheet was opened must still be what the ledger says, or the difference would be a false one. */
export function movedSince(lines: readonly { readonly expected: number; readonly now: number }[]): boolean {
  return lines.some((l) => l.expected !== l.now);
}

export function assertTwoPeople(a: { readonly userId: string | null; readonly name: string }, b: { readonly userId: string | null }): void {
  if (a.userId === b.userId) throw new Refusal('gift_count.two_people', [`须由两个人签字，${a.name} 不能签两次`, `Two people sign; ${a.name} cannot sign twice`]);
}

/** Nobody approves a loss from their own hand. */
export function assertNotOwnLoss(holders: readonly string[], approver: string | null): void {
  if (approver !== null && holders.includes(approver)) throw new Refusal('gift_count.own_loss', ['不能批准自己经手礼品的差异', 'Nobody approves a difference in their own hand']);
}

/** A count is taken for a day that is over or running, never ahead. */
export function assertCutDay(cutOn: string, day: string): void {
  if (cutOn > day) throw new Refusal('gift_count.future', ['对账日还没有到', 'The day of the count has not come'], 422, { cut_on: ['不能晚于今天', 'Not after today'] });
}

/** Cuts that fall into a month: the 15th and the 30th, or its last day when it is shorter (G2). */
export function cutsOf(firstDay: string, cuts: readonly number[]): readonly string[] {
  const { year, month } = calendar.partsOf(firstDay);
  return [...new Set(cuts.map((cut) => calendar.dateOf(year, month, cut)))].sort();
}

/** `15 30` → [15, 30]. */
export function cutDays(text: string): readonly number[] {
  const days = text.split(/[\s,，、]+/).filter(Boolean).map(Number);
  if (days.length === 0 || days.some((d) => !Number.isInteger(d) || d < 1 || d > 31)) throw new Refusal('birthdays.cut_days', ['对账日应为 1 至 31 的数字', 'Days of reconciliation must be numbers from 1 to 31'], 422);
  return days;
}

/** As people write it: without the country code of home. */
export const plainPhone = (phone: string): string => phone.replace(/^\+86(?=1\d{10}$)/, '');
export function maskedPhone(phone: string): string {
  const plain = plainPhone(phone);
  return plain.length > 8 ? `${plain.slice(0, -8)}****${plain.slice(-4)}` : '****';
}
export const maskedAddress = (address: string | null): string => (address === null ? '—' : `${address.slice(0, 3)}＊＊＊`);
export const maskedCard = (card: string | null): string => (card === null ? '—' : `＊＊${card.slice(-4)}`);
