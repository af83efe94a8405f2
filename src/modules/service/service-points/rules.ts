/**
 * Rules of the service points (服务积分): which unit points count for a piece of work, on which day they are credited,
 * who ranks where by total and per head, and when a month may be closed.
 * Serves FS-2.6, FS-2.7, FS-2.8, SM-31, CG-47, AC-23 and the fairness finding (totals favour large branches).
 */
import { calendar, Refusal, type Label } from '../../../kernel/index.ts';

export interface CatalogueVersion { readonly service_type: string; readonly points: number; readonly effective_from: string }
/** Unit points in force for a service type on the day of the work; null while the customer has not set any. */
export function versionOn<V extends CatalogueVersion>(versions: readonly V[], serviceType: string, day: string): V | null {
  const inForce = versions.filter((v) => v.service_type === serviceType && v.effective_from <= day);
  return inForce.reduce<V | null>((latest, v) => (latest === null || v.effective_from > latest.effective_from ? v : latest), null);
}

/** The first version may reach back to work still waiting for points; a later one never to work that was already credited. */
export function refuseLateVersion(effectiveFrom: string, lastCredited: string | null): void {
  if (lastCredited === null || effectiveFrom > lastCredited) return;
  throw new Refusal('points_catalogue.already_credited', [
    `该服务类型 ${lastCredited} 的工作已按原单项分计分，新标准须自其后生效`,
    `Work of this type up to ${lastCredited} was credited with the unit points then in force; the new ones must begin after that day`,
  ], 409, { effective_from: [`须晚于 ${lastCredited}`, `Must be after ${lastCredited}`] });
}

/** Points belong to the day of the work; when that month is closed, to the day on which the work is verified. */
export function creditDay(doneOn: string, today: string, closedThrough: string | null): string {
  return closedThrough !== null && doneOn.slice(0, 7) <= closedThrough ? today : doneOn;
}

/** Why points cannot be proposed under a rule; null when they can. */
export function bonusProblem(
  b: { readonly points: number; readonly earnedOn: string; readonly today: string }, rule: { readonly most: number; readonly valid_from: string; readonly valid_to: string | null },
): Label | null {
  if (b.earnedOn > b.today) return ['事由日期在将来', 'It lies in the future'];
  if (b.earnedOn < rule.valid_from || (rule.valid_to !== null && b.earnedOn > rule.valid_to)) return ['该规则当日不适用', 'The rule did not hold on that day'];
  return b.points > rule.most ? [`该规则每次最多加 ${rule.most} 分`, `The rule allows ${rule.most} points each time at most`] : null;
}

/** Why opening points cannot be brought in; null when they can. */
export function openingProblem(o: { readonly asOf: string; readonly today: string; readonly standing: string | null; readonly doneBy: string | null; readonly closed: string | null }): { readonly code: string; readonly words: Label } | null {
  if (o.asOf > o.today) return { code: 'future', words: ['截至日在将来', 'The day lies in the future'] };
  if (o.standing !== null) return { code: 'standing', words: [`该区域该类型已有期初 ${o.standing}，更改请先冲回`, `This region and type already have opening points ${o.standing}; reverse them first`] };
  if (o.doneBy !== null && o.doneBy <= o.asOf) return { code: 'orders', words: [`该区域该类型自 ${o.doneBy} 起已有完成的指令，期初须截至其前`, `Orders of this region and type begin on ${o.doneBy}; the opening must end before`] };
  if (o.closed !== null && o.asOf.slice(0, 7) <= o.closed) return { code: 'closed', words: [`积分已结至 ${o.closed}，期初须在首次结账以前录入`, `Points are closed through ${o.closed}; opening points come before the first closing`] };
  return null;
}

export interface RangeParts {
  /** Whole closed months, read from their sums; null when there is none. */
  readonly months: readonly [first: string, last: string] | null;
  /** Days read entry by entry: pieces of closed months at the edges, and everything since the last closing. */
  readonly days: readonly (readonly [first: string, last: string])[];
}
/** Splits a span of days so that closed months are never added up again. */
export function splitRange(from: string, to: string, closedThrough: string | null): RangeParts {
  if (from > to) return { months: null, days: [] };
  const first = from.endsWith('-01') ? from.slice(0, 7) : monthAfter(from.slice(0, 7));
  const whole = to === calendar.lastOfMonth(to) ? to.slice(0, 7) : monthBefore(to.slice(0, 7));
  const last = closedThrough !== null && closedThrough < whole ? closedThrough : whole;
  if (closedThrough === null || first > last) return { months: null, days: [[from, to]] };
  const pieces = [[from, dayBefore(`${first}-01`)], [`${monthAfter(last)}-01`, to]] as const;
  return { months: [first, last], days: pieces.filter(([a, b]) => a <= b) };
}

export interface Standing { readonly code: string; readonly points: number; readonly headcount: number }
export interface Ranked extends Standing {
  readonly rank: number | null;
  /** Points per head, rounded to one decimal; null when the branch has nobody. */
  readonly perHead: number | null;
  readonly perHeadRank: number | null;
}
/** Both rankings of the same rows, in the order given; equal results share a rank and the next rank is left out. */
export function rankings<S extends Standing>(rows: readonly S[]): readonly (S & Ranked)[] {
  return rows.map((row) => ({
    ...row,
    rank: 1 + rows.filter((other) => other.points > row.points).length,
    perHead: perHead(row.points, row.headcount),
    perHeadRank: row.headcount === 0 ? null : 1 + rows.filter((other) => other.headcount > 0 && moreEach(other, row)).length,
  }));
}
export function perHead(points: number, headcount: number): number | null {
  return headcount === 0 ? null : Math.round((points * 10) / headcount) / 10;
}

export interface Cell { readonly region: string; readonly service_type: string; readonly orders: number; readonly points: number }
export interface Margins {
  readonly byRegion: { readonly [region: string]: number };
  readonly byType: { readonly [serviceType: string]: number };
  readonly total: number;
}
export function margins(cells: readonly Cell[]): Margins {
  return { byRegion: summed(cells, 'region'), byType: summed(cells, 'service_type'), total: cells.reduce((sum, c) => sum + c.points, 0) };
}

/** An order whose credited points are not where or what its own region, type and day of work say. */
export interface Difference {
  readonly number: string;
  /** What the order says: `区域/类型`, points. Null points: no unit points in force, or not creditable any more. */
  readonly order: { readonly place: string; readonly points: number | null };
  /** What the ledger holds for it; empty when nothing was credited. */
  readonly credited: readonly { readonly place: string; readonly points: number }[];
}
export interface ClosingFacts {
  readonly month: string;
  readonly today: string;
  /** Earlier months that hold points or orders and are not closed. */
  readonly earlierOpen: readonly string[];
  readonly orders: readonly Cell[];
  readonly ledger: readonly Cell[];
  readonly differences: readonly Difference[];
}
/** Why the month cannot be closed, in the order in which it should be put right; null when it can. */
export function closingObstacle(facts: ClosingFacts): Label | null {
  if (facts.today.slice(0, 7) <= facts.month) return [`${facts.month} 尚未结束`, `${facts.month} is not over yet`];
  const earlier = facts.earlierOpen[0];
  if (earlier !== undefined) return [`请先结 ${earlier}`, `${earlier} has to be closed first`];
  if (facts.differences.length > 0) {
    return [`服务指令与积分不符：${facts.differences.map(inChinese).join('；')}`, `Orders and points differ: ${facts.differences.map(inEnglish).join('; ')}`];
  }
  const broken = disagreement(margins(facts.orders), margins(facts.ledger));
  return broken && [`${broken.what[0]}：服务指令 ${broken.orders}，积分账 ${broken.ledger}`, `${broken.what[1]}: orders ${broken.orders}, ledger ${broken.ledger}`];
}

function disagreement(orders: Margins, ledger: Margins): { what: Label; orders: number; ledger: number } | null {
  for (const [margin, word] of [['byRegion', ['区域', 'Region']], ['byType', ['服务类型', 'Service type']]] as const) {
    for (const key of new Set([...Object.keys(orders[margin]), ...Object.keys(ledger[margin])])) {
      const [left, right] = [orders[margin][key] ?? 0, ledger[margin][key] ?? 0];
      if (left !== right) return { what: [`${word[0]} ${key} 合计不符`, `${word[1]} ${key} does not add up`], orders: left, ledger: right };
    }
  }
  return null;
}

const monthAfter = (month: string): string => calendar.addMonths(`${month}-01`, 1).slice(0, 7);
const monthBefore = (month: string): string => calendar.addMonths(`${month}-01`, -1).slice(0, 7);
const dayBefore = (day: string): string => calendar.addDays(day, -1);

const moreEach = (a: Standing, b: Standing): boolean => a.points * b.headcount > b.points * a.headcount;

function summed(cells: readonly Cell[], by: 'region' | 'service_type'): { [key: string]: number } {
  const sums: { [key: string]: number } = {};
  for (const cell of cells) sums[cell[by]] = (sums[cell[by]] ?? 0) + cell.points;
  return sums;
}

function inChinese({ number, order, credited }: Difference): string {
  const held = credited.length === 0 ? '未计分' : `已计 ${credited.map((c) => `${c.place} ${c.points} 分`).join('、')}`;
  return `${number} 应计 ${order.place} ${order.points === null ? '（单项分未定）' : `${order.points} 分`}，${held}`;
}
function inEnglish({ number, order, credited }: Difference): string {
  const held = credited.length === 0 ? 'nothing is credited' : `credited ${credited.map((c) => `${c.place} ${c.points}`).join(', ')}`;
  return `${number} should count ${order.place} ${order.points === null ? '(unit points not set)' : order.points}, ${held}`;
}
