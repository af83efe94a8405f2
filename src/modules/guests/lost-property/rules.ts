/**
 * Rules of lost property (客遗物): how long a thing is kept, where it may lie, who may sign, and what a claimant's
 * statement is worth. Serves VIP-4.2, VIP-4.3, VIP-4.5, VIP-4.6, VIP-4.7, G12, G13, G14.
 */
import { calendar, Refusal, type Label } from '../../../kernel/index.ts';

export type SlotKind = 'safe' | 'shelf' | 'fridge';
export type Verdict = 'agrees' | 'vague' | 'contradicts';

/** The last business day in keeping: the day it was found does not count (G12). */
export function keepUntil(foundDay: string, keepDays: number): string {
  return calendar.addDays(foundDay, keepDays);
}

/** Handing over before the last day of keeping would take the guest's three days away. */
export function assertKeptLongEnough(keepUntilDay: string, day: string): void {
  if (day < keepUntilDay) {
    throw new Refusal('lost_item.too_early', [`须保管至 ${keepUntilDay}，当日起方可移交总务处`, `Must be kept until ${keepUntilDay}; it can be passed on from that day`]);
  }
}

export interface Slot { readonly code: string; readonly kind: SlotKind; readonly occupiedBy: readonly string[] }

/** Valuables lie in the safe; one safe slot holds one thing. */
export function assertStored(item: { readonly valuable: boolean }, slot: Slot | null): void {
  if (!slot) {
    if (item.valuable) throw new Refusal('lost_item.safe_needed', ['贵重物品须登记保险柜格号', 'A valuable needs a slot in the safe'], 409, { slot: ['请选择保险柜格', 'Choose a slot of the safe'] });
    return;
  }
  if (item.valuable && slot.kind !== 'safe') {
    throw new Refusal('lost_item.not_a_safe', [`${slot.code} 不是保险柜，贵重物品须存入保险柜`, `${slot.code} is not a safe; valuables go into the safe`], 409, { slot: ['须为保险柜格', 'Must be a slot of the safe'] });
  }
  const [other] = slot.occupiedBy;
  if (slot.kind === 'safe' && other) {
    throw new Refusal('lost_item.slot_taken', [`保险柜格 ${slot.code} 已存放 ${other}`, `Safe slot ${slot.code} already holds ${other}`], 409, { slot: [`已存放 ${other}`, `Holds ${other}`] });
  }
}

export interface Person { readonly name: string; readonly userId: string | null }

/** Whoever found a thing does not sign for it: neither by account nor by name (G14). */
export function assertNotFinder(finder: Person, signer: Person): void {
  const same = finder.userId !== null ? finder.userId === signer.userId : finder.name.trim() === signer.name.trim();
  if (same) throw new Refusal('lost_item.own_find', ['上交人不能为自己上交的物品签字，请另一位当班主管签字', 'The person who handed it in cannot sign for it; another supervisor on duty must']);
}

/** Somebody who holds the post is not yet on duty; the register of presence says who is. */
export function assertOnDuty(onDuty: readonly Person[], signer: Person): void {
  if (!onDuty.some((p) => p.userId === signer.userId)) {
    throw new Refusal('lost_item.not_on_duty', [`${signer.name} 现在不当班，须由当班主管到场签字`, `${signer.name} is not on duty; the supervisor on duty must be present and sign`]);
  }
}

/** Perishables are disposed of by two people (G13); one person may hold both posts, but not sign twice. */
export function assertTwoPeople(a: Person, b: Person): void {
  if (a.userId === b.userId) throw new Refusal('lost_item.two_people', ['须由两个人签字', 'Two different people must sign']);
}

export const nobodyOnDuty: Label = ['现在没有当班主管登记在岗，不能办理', 'No supervisor is registered as on duty'];

/** Perishable goods may be disposed of from this business day on (1 to 3 days, G13). */
export function perishableFrom(foundDay: string, days: number): string {
  return calendar.addDays(foundDay, days);
}

export interface Recorded { readonly item_name: string; readonly colour: string; readonly details: string | null }
export interface Comparison {
  readonly verdict: Verdict;
  /** Colours that the statement names and the register contradicts. */
  readonly otherColours: readonly string[];
  /** Features written down, and how many of them the statement mentions. */
  readonly features: number;
  readonly mentioned: number;
}

/**
 * What the statement is worth before anybody sees the details. It contradicts when it names only other colours; it is
 * vague when it names neither the colour nor one feature. Close colours (silver and grey) are not told apart.
 */
export function compareStatement(recorded: Recorded, statement: string): Comparison {
  const ours = coloursIn(`${recorded.colour} ${recorded.details ?? ''}`);
  const stated = coloursIn(statement);
  const otherColours = stated.filter((c) => !ours.includes(c));
  const colourNamed = stated.some((c) => ours.includes(c)) || (ours.length === 0 && statement.includes(recorded.colour));
  const features = featuresOf(recorded.details);
  const mentioned = features.filter((feature) => mentions(statement, feature)).length;
  const contradicts = ours.length > 0 && stated.length > 0 && !colourNamed;
  const verdict: Verdict = contradicts ? 'contradicts' : colourNamed || mentioned > 0 ? 'agrees' : 'vague';
  return { verdict, otherColours: contradicts ? otherColours : [], features: features.length, mentioned };
}

export function verdictSentence(c: Comparison): Label {
  if (c.verdict === 'contradicts') return [`所述颜色（${c.otherColours.join('、')}）与登记不符`, `The colour stated (${c.otherColours.join(', ')}) is not the one recorded`];
  if (c.verdict === 'vague') return ['陈述过于笼统：既未说出颜色，也未说出任何特征', 'Too vague: neither the colour nor any feature was stated'];
  return [`陈述与登记无矛盾，${c.features} 项特征说出 ${c.mentioned} 项`, `Nothing contradicts the record; ${c.mentioned} of ${c.features} features were stated`];
}

/** Families of colours: words of one row mean the same to a guest. */
const COLOURS: readonly (readonly [family: string, ...words: string[]])[] = [
  ['黑', '黑', 'black'], ['白', '白', 'white', '米色', 'beige'], ['银灰', '银', '灰', 'silver', 'grey', 'gray'],
  ['金黄', '金', '黄', 'gold', 'yellow'], ['红粉', '红', '粉', '玫', 'red', 'pink'], ['蓝青', '蓝', '青', 'blue', 'cyan'],
  ['绿', '绿', 'green'], ['紫', '紫', 'purple', 'violet'], ['棕', '棕', '褐', '咖啡', 'brown'], ['橙', '橙', '橘', 'orange'],
];

export function coloursIn(text: string): string[] {
  const lower = text.toLowerCase();
  return COLOURS.filter(([, ...words]) => words.some((word) => (/^[a-z]+$/.test(word) ? new RegExp(`\\b${word}\\b`).test(lower) : lower.includes(word)))).map(([family]) => family);
}

function featuresOf(details: string | null): string[] {
  return (details ?? '').split(/[,，、;；。\n]+/).map((s) => s.trim()).filter((s) => s.length > 0);
}

/** Half of the feature's pairs of characters stand in the statement. */
function mentions(statement: string, feature: string): boolean {
  const said = new Set(pairs(statement));
  const wanted = pairs(feature);
  return wanted.length > 0 && wanted.filter((p) => said.has(p)).length * 2 >= wanted.length;
}

function pairs(text: string): string[] {
  const plain = text.toLowerCase().replace(/[\s\p{P}]+/gu, '');
  return plain.length < 2 ? (plain ? [plain] : []) : Array.from({ length: plain.length - 1 }, (_, i) => plain.slice(i, i + 2));
}
