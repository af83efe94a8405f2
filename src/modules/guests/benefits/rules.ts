/**
 * Rules of benefits (权益): does a card that enters a room get what a rule promises, from when to when, and every reason why or
 * why not. The promise of the charter: Mondays, entering from 14:00 and before 19:00, two hours free in a medium room, once per
 * card and business day. Serves VIP-8.5, VIP-1.5, G11, P14, AS-12.
 */
import { calendar, type Label } from '../../../kernel/index.ts';
import { cardProblem, type ProductKind } from '../cards/index.ts';
import { TIERS, type Tier } from '../stored-value/index.ts';

export const WEEKDAYS = {
  mon: ['周一', 'Monday'], tue: ['周二', 'Tuesday'], wed: ['周三', 'Wednesday'], thu: ['周四', 'Thursday'], fri: ['周五', 'Friday'], sat: ['周六', 'Saturday'], sun: ['周日', 'Sunday'],
} as const satisfies { readonly [day: string]: Label };
export type Weekday = keyof typeof WEEKDAYS;
export const ROOM_KINDS = { small: ['小包', 'small'], medium: ['中包', 'medium'], large: ['大包', 'large'], luxury: ['豪包', 'luxury'] } as const satisfies { readonly [kind: string]: Label };
export type RoomKind = keyof typeof ROOM_KINDS;
export const PRODUCTS = { student: ['学生卡', 'student card'], member: ['会员卡', 'membership card'], stored_value: ['储值卡', 'stored-value card'] } as const satisfies { readonly [kind in ProductKind]: Label };
export const EVERY = { business_day: ['每营业日一次', 'Once per business day'], week: ['每周一次', 'Once a week'], month: ['每月一次', 'Once a month'] } as const satisfies { readonly [every: string]: Label };
export type Every = keyof typeof EVERY;
const MINUTE = 60_000;

export interface Rule {
  readonly name: string;
  readonly starts_on: string;
  /** Last day, itself included; null = until further notice. */
  readonly ends_on: string | null;
  readonly weekdays: readonly Weekday[];
  /** Entering from this time, which belongs to it, to that time, which does not. */
  readonly enter_from: string;
  readonly enter_to: string;
  readonly room_kinds: readonly RoomKind[];
  readonly products: readonly ProductKind[];
  /** Empty: any tier, and none. */
  readonly tiers: readonly Tier[];
  readonly minutes: number;
  readonly every: Every;
  readonly on_holidays: boolean;
  readonly stacks: boolean;
}
export interface Situation {
  /** Switching the room on is entering. */
  readonly enteredAt: Date;
  /** From when the free time would run: entering, or the move into a room that is covered. */
  readonly freeFrom: Date;
  readonly roomKind: RoomKind;
  readonly card: { readonly state: string; readonly product: ProductKind; readonly tier: Tier | null };
  /** Number of the session in which this card had the benefit in the same period already. */
  readonly usedIn: string | null;
  /** Name of another benefit that holds for the same session, and whether it may be joined. */
  readonly beside: { readonly name: string; readonly stacks: boolean } | null;
  /** Public holiday on the business day of entering. */
  readonly holiday: string | null;
  readonly centre: calendar.CentreCalendar;
}

export const CHECKS = {
  dates: ['生效日期', 'Dates'], card: ['卡状态', 'State of the card'], product: ['卡种', 'Product'], tier: ['等级', 'Tier'], weekday: ['星期', 'Weekday'], holiday: ['节假日', 'Holiday'],
  time: ['进场时间', 'Entering'], room: ['包厢类型', 'Room type'], once: ['次数', 'How often'], stack: ['叠加', 'Together with others'],
} as const satisfies { readonly [check: string]: Label };
export type CheckName = keyof typeof CHECKS;
export interface Check { readonly name: CheckName; readonly ok: boolean; readonly says: Label }
export interface Decision {
  readonly granted: boolean;
  readonly checks: readonly Check[];
  /** The first check that fails. */
  readonly refusedFor: CheckName | null;
  readonly from: Date | null;
  readonly until: Date | null;
  readonly day: string;
  readonly period: string;
}

/** The period of the club in which a card gets the benefit once: the business day, not the calendar's; its week from Monday; its month. */
export function periodOf(day: string, every: Every): string {
  if (every === 'month') return day.slice(0, 7);
  return every === 'week' ? calendar.addDays(day, 1 - calendar.weekday(day)) : day;
}

/** Decides and explains: every condition is looked at, also after the first that fails. */
export function decide(rule: Rule, s: Situation): Decision {
  const day = calendar.businessDay(s.enteredAt, s.centre);
  const checks = [datesCheck(rule, day), cardCheck(s), productCheck(rule, s), ...tierCheck(rule, s), weekdayCheck(rule, day), ...holidayCheck(rule, s), timeCheck(rule, s, day), roomCheck(rule, s), onceCheck(rule, s), ...stackCheck(rule, s)];
  const refusedFor = checks.find((c) => !c.ok)?.name ?? null;
  const granted = refusedFor === null;
  return { granted, checks, refusedFor, day, period: periodOf(day, rule.every), from: granted ? s.freeFrom : null, until: granted ? new Date(s.freeFrom.getTime() + rule.minutes * MINUTE) : null };
}

/** A refusal that a supervisor may lift: everything fits but the room (G11: substitution). */
export const onlyTheRoom = (checks: readonly Pick<Check, 'name' | 'ok'>[]): boolean => {
  const failed = checks.filter((c) => !c.ok);
  return failed.length === 1 && failed[0]!.name === 'room';
};

/** Where entering begins and ends on a business day; a time before the day's start belongs to the night after. */
export function window(rule: Pick<Rule, 'enter_from' | 'enter_to'>, day: string, centre: calendar.CentreCalendar): { readonly from: Date; readonly to: Date } {
  const at = (time: string) => calendar.instantOf(time < centre.dayStarts ? calendar.addDays(day, 1) : day, time, centre.zone);
  const to = rule.enter_to === centre.dayStarts ? calendar.endOfBusinessDay(day, centre) : at(rule.enter_to);
  return { from: at(rule.enter_from), to };
}

const check = (name: CheckName, ok: boolean, zh: string, en: string): Check => ({ name, ok, says: [zh, en] });
const list = (labels: readonly Label[]): Label => [labels.map((l) => l[0]).join('、'), labels.map((l) => l[1]).join(', ')];

function datesCheck(rule: Rule, day: string): Check {
  const ok = day >= rule.starts_on && (rule.ends_on === null || day <= rule.ends_on);
  const [zh, en] = rule.ends_on === null ? [`${rule.starts_on} 起`, `from ${rule.starts_on}`] : [`${rule.starts_on} 至 ${rule.ends_on}`, `from ${rule.starts_on} to ${rule.ends_on}`];
  return check('dates', ok, `营业日 ${day}，规则自 ${zh}有效`, `Business day ${day}; the rule holds ${en}`);
}

function cardCheck({ card }: Situation): Check {
  const problem = cardProblem(card.state, 'benefit');
  return check('card', problem === null, problem?.[0] ?? '卡状态正常', problem?.[1] ?? 'The card is active');
}

function productCheck(rule: Rule, { card }: Situation): Check {
  const [zh, en] = list(rule.products.map((p) => PRODUCTS[p]));
  return check('product', rule.products.includes(card.product), `这张是${PRODUCTS[card.product][0]}，限${zh}`, `This is a ${PRODUCTS[card.product][1]}; for: ${en}`);
}

function tierCheck(rule: Rule, { card }: Situation): readonly Check[] {
  if (rule.tiers.length === 0) return [];
  const [zh, en] = list(rule.tiers.map((tier) => TIERS[tier]));
  const [hasZh, hasEn] = card.tier === null ? ['没有等级', 'no tier'] : [`是${TIERS[card.tier][0]}`, TIERS[card.tier][1]];
  return [check('tier', card.tier !== null && rule.tiers.includes(card.tier), `进场时${hasZh}，限${zh}`, `At entry: ${hasEn}; for: ${en}`)];
}

function weekdayCheck(rule: Rule, day: string): Check {
  const today = Object.keys(WEEKDAYS)[calendar.weekday(day) - 1] as Weekday;
  const [zh, en] = list(rule.weekdays.map((d) => WEEKDAYS[d]));
  return check('weekday', rule.weekdays.includes(today), `营业日是${WEEKDAYS[today][0]}，限${zh}`, `The business day is a ${WEEKDAYS[today][1]}; on: ${en}`);
}

function holidayCheck(rule: Rule, s: Situation): readonly Check[] {
  if (rule.on_holidays || s.holiday === null) return [];
  return [check('holiday', false, `当天是${s.holiday}，节假日不适用`, `The day is ${s.holiday}; not on public holidays`)];
}

function timeCheck(rule: Rule, s: Situation, day: string): Check {
  const { from, to } = window(rule, day, s.centre);
  const at = s.enteredAt.getTime();
  const shown = clock(s.enteredAt, s.centre.zone);
  return check('time', at >= from.getTime() && at < to.getTime(),
    `${shown} 开机进场，限 ${rule.enter_from}（含）至 ${rule.enter_to}（不含）`, `Switched on at ${shown}; from ${rule.enter_from} and before ${rule.enter_to}`);
}

function roomCheck(rule: Rule, s: Situation): Check {
  const [zh, en] = list(rule.room_kinds.map((k) => ROOM_KINDS[k]));
  return check('room', rule.room_kinds.includes(s.roomKind), `包厢是${ROOM_KINDS[s.roomKind][0]}，限${zh}`, `A ${ROOM_KINDS[s.roomKind][1]} room; for: ${en}`);
}

function onceCheck(rule: Rule, s: Situation): Check {
  const [zh, en] = EVERY[rule.every];
  return s.usedIn === null
    ? check('once', true, `${zh}，本期尚未使用`, `${en}; not used yet`)
    : check('once', false, `${zh}，已在开房 ${s.usedIn} 使用`, `${en}; already used in session ${s.usedIn}`);
}

function stackCheck(rule: Rule, s: Situation): readonly Check[] {
  if (s.beside === null) return [];
  const ok = rule.stacks && s.beside.stacks;
  return [check('stack', ok, ok ? `与“${s.beside.name}”可以同享` : `本次开房已享“${s.beside.name}”，不能叠加`, ok ? `Goes together with “${s.beside.name}”` : `“${s.beside.name}” holds for this session; they do not add up`)];
}

export function clock(at: Date, zone: string): string {
  const { time, second } = calendar.localParts(at, zone);
  return second === 0 ? time : `${time}:${String(second).padStart(2, '0')}`;
}

/** One sentence for the bill: what is free and until when, or why nothing is. */
export function sentence(rule: Pick<Rule, 'name' | 'minutes'>, d: Decision, centre: calendar.CentreCalendar): Label {
  if (d.granted) {
    const [from, until] = [clock(d.from!, centre.zone), clock(d.until!, centre.zone)];
    return [`${rule.name}：免费 ${rule.minutes} 分钟，${from} 至 ${until}`, `${rule.name}: ${rule.minutes} minutes free, ${from} to ${until}`];
  }
  const why = d.checks.find((c) => !c.ok)!;
  return [`${rule.name}：不享受，${why.says[0]}`, `${rule.name}: not granted. ${why.says[1]}`];
}

/** What a decision leaves in writing: the sentence for the bill and every reason, ticked or crossed, in both languages. */
export function explained(rule: Pick<Rule, 'name' | 'minutes'>, d: Decision, centre: calendar.CentreCalendar): { readonly says: string; readonly says_en: string; readonly why: string; readonly why_en: string } {
  const [says, says_en] = sentence(rule, d, centre);
  const lines = (lang: 0 | 1) => d.checks.map((c) => `${c.ok ? '✓' : '✗'} ${CHECKS[c.name][lang]}${lang === 0 ? '：' : ': '}${c.says[lang]}`).join('\n');
  return { says, says_en, why: lines(0), why_en: lines(1) };
}

export type AfterMove = 'goes_on' | 'stops';
/** Free time goes on in a covered room, or where the supervisor gave a substitute; elsewhere it stops when the guests move. */
export const afterMove = (rule: Pick<Rule, 'room_kinds'>, to: RoomKind, substituted: boolean): AfterMove => (substituted || rule.room_kinds.includes(to) ? 'goes_on' : 'stops');

export interface RuleProblem { readonly code: string; readonly field: string; readonly label: Label }
/** What a rule cannot say: an end before its beginning, an empty stretch of time. */
export function ruleProblem(rule: Pick<Rule, 'starts_on' | 'ends_on' | 'enter_from' | 'enter_to'>, centre: calendar.CentreCalendar): RuleProblem | null {
  if (rule.ends_on !== null && rule.ends_on < rule.starts_on) return { code: 'dates', field: 'ends_on', label: ['结束早于开始', 'It ends before it begins'] };
  const { from, to } = window(rule, rule.starts_on, centre);
  return to.getTime() <= from.getTime() ? { code: 'window', field: 'enter_to', label: ['进场截止须晚于开始（按营业日）', 'Entering must end after it begins, within one business day'] } : null;
}

/** Promises to products and tiers that the rulebook leaves undefined cannot be made (G9, G24). */
export function openQuestion(rule: Pick<Rule, 'products' | 'tiers'>, answers: { readonly studentPrice: number | null; readonly goldThreshold: number | null }): Label | null {
  if (rule.products.includes('student') && answers.studentPrice === null) return ['待定事项“学生卡售价”尚未答复，不能对学生卡作出承诺', 'The open question “Price of a student card” has no answer yet'];
  if (rule.tiers.includes('gold') && answers.goldThreshold === null) return ['待定事项“金卡门槛”尚未答复，不能对金卡作出承诺', 'The open question “Threshold of the gold tier” has no answer yet'];
  return null;
}
