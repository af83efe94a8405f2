/**
 * Tiers (贵宾、金卡): which rule a card reaches by its deposits, points or spending, and the sentence that explains it.
 * Product and tier are different things: a tier is always the answer of a rule to figures of the ledger.
 * Serves VIP-1.14, VIP-8.3, VIP-8.4, AS-09, G9.
 */
import { calendar, type Label, yuan } from '../../../kernel/index.ts';

export type Tier = 'vip' | 'gold';
export type Metric = 'deposit_single' | 'deposit_cumulative' | 'points' | 'spend';
export const TIERS: { readonly [tier in Tier]: Label } = { vip: ['贵宾', 'VIP'], gold: ['金卡', 'Gold'] };
export const METRICS: { readonly [metric in Metric]: Label } = {
  deposit_single: ['单笔储值', 'Single deposit'], deposit_cumulative: ['累计储值', 'Deposits added up'], points: ['累计积分', 'Points earned'], spend: ['累计消费', 'Spending added up'],
};

export interface TierRule {
  readonly name: string;
  readonly tier: Tier;
  readonly metric: Metric;
  /** Fen, or points. */
  readonly threshold: number;
  /** Only what happened within so many days counts; 0 = ever. */
  readonly windowDays: number;
}
export interface Happened { readonly on: string; readonly amount: number; readonly number: string }
export interface TierFigures { readonly deposits: readonly Happened[]; readonly spends: readonly Happened[]; readonly points: readonly Happened[] }
export interface Reached { readonly tier: Tier; readonly rule: TierRule; readonly figure: number; readonly because: Label }

/** The figure a rule looks at, and the record behind it when a single one decides. */
export function figureOf(rule: TierRule, figures: TierFigures, day: string): { readonly figure: number; readonly number: string | null } {
  const from = rule.windowDays === 0 ? '' : calendar.addDays(day, 1 - rule.windowDays);
  const source = { deposit_single: figures.deposits, deposit_cumulative: figures.deposits, points: figures.points, spend: figures.spends }[rule.metric];
  const counted = source.filter((h) => h.on >= from && h.on <= day);
  if (rule.metric !== 'deposit_single') return { figure: counted.reduce((sum, h) => sum + h.amount, 0), number: null };
  const best = counted.reduce<Happened | null>((most, h) => (most === null || h.amount > most.amount ? h : most), null);
  return { figure: best?.amount ?? 0, number: best?.number ?? null };
}

/** The highest tier that any rule gives, with the rule and its reason; null when none does. */
export function tierFor(rules: readonly TierRule[], figures: TierFigures, day: string): Reached | null {
  const reached = rules.flatMap((rule) => {
    const { figure, number } = figureOf(rule, figures, day);
    return figure >= rule.threshold ? [{ tier: rule.tier, rule, figure, because: reasonOf(rule, figure, number) }] : [];
  });
  return reached.find((r) => r.tier === 'gold') ?? reached[0] ?? null;
}

function reasonOf(rule: TierRule, figure: number, number: string | null): Label {
  const [said, limit] = rule.metric === 'points' ? [String(figure), String(rule.threshold)] : [yuan(figure), yuan(rule.threshold)];
  const window: Label = rule.windowDays === 0 ? ['', ''] : [`近 ${rule.windowDays} 天`, ` within ${rule.windowDays} days`];
  const from = number === null ? '' : `（${number}）`;
  return [`${window[0]}${METRICS[rule.metric][0]} ${said}${from}，达到${TIERS[rule.tier][0]}门槛 ${limit}（${rule.name}）`, `${METRICS[rule.metric][1]}${window[1]} ${said}${number === null ? '' : ` (${number})`} reaches the ${TIERS[rule.tier][1]} threshold ${limit}`];
}

export type Change = 'none' | 'granted' | 'ended' | 'replaced';
/** What follows from what a card has and what it should have. */
export function changeOfTier(has: Tier | null, should: Tier | null): Change {
  if (has === should) return 'none';
  if (has === null) return 'granted';
  return should === null ? 'ended' : 'replaced';
}

/** Why a tier ended, for the member: the rules are not met any more. */
export const endedBecause = (tier: Tier, why: Label): Label => [`${why[0]}，不再满足${TIERS[tier][0]}条件`, `${why[1]}; the conditions of ${TIERS[tier][1]} are no longer met`];
