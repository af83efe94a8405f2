/**
 * What a breach may cost (罚款与赔偿): the lost badge, the lost key, late arrivals that reach the threshold. Amounts in fen;
 * null = not configured, never guessed. CC-FINE-1, CC-FINE-3, CC-1.14b, CG-04, CG-05, CG-11.
 */
import type { Label } from '../../../kernel/api.ts';
import { yuan as grouped } from '../../../kernel/field/money/yuan.ts';
import { addDays, monthOf, type PlainDate } from '../../../kernel/calendar/plain-date.ts';
import type { Parameters } from './parameters.rules.ts';
import { clauseOf, type RulebookVersion } from './rules.ts';

export interface Charge { readonly clause: string; readonly kind: 'fine' | 'compensation'; readonly amountFen: number | null; readonly text: Label }

/** Undecided: the lowest amount the code prints. Never above the documented cost of a new badge (null = no document yet). */
export function badgeLoss(version: RulebookVersion, replacementCostFen: number | null): Charge {
  const printed = lowestPrinted(version);
  const chosen = version.parameters['badge.loss'];
  const full = chosen === null ? printed : chosen.kind === 'amount' ? chosen.fen : chosen.fromFen;
  const amountFen = full === null ? null : Math.min(full, replacementCostFen ?? full);
  const open: Label = chosen === null ? ['；金额有冲突（CG-04），取最低', '; conflict CG-04, the lowest amount'] : ['', ''];
  return { clause: 'CC-FINE-3', kind: 'compensation', amountFen, text: [`门卡遗失赔偿 ${yuan(amountFen)[0]}${open[0]}`, `Lost badge: ${yuan(amountFen)[1]}${open[1]}`] };
}

/** Actual cost against a receipt. Undecided: a drawer key, named in one place only, is not charged. */
export function keyLoss(parameters: Parameters, key: 'locker' | 'drawer', receiptFen: number | null): Charge {
  const owed = key === 'locker' || parameters['key.drawer_included'] === true;
  const amountFen = owed ? receiptFen : 0;
  return { clause: 'CC-FINE-3', kind: 'compensation', amountFen, text: [`钥匙遗失赔偿 ${yuan(amountFen)[0]}`, `Lost key: ${yuan(amountFen)[1]}`] };
}

export interface Lateness { readonly on: PlainDate; readonly lateMinutes: number; readonly earlyMinutes: number }
export interface LateCount { readonly late: number; readonly early: number; readonly threshold: number; readonly reached: boolean; readonly charge: Charge | null; readonly text: Label }

/** Counts the period that `on` lies in, up to and including `on`. */
export function lateCount(parameters: Parameters, days: readonly Lateness[], on: PlainDate): LateCount {
  const grace = parameters['late.grace_minutes'] ?? 0;
  const rolling = parameters['late.period'] === 'rolling-30-days';
  const inPeriod = (day: PlainDate) => day <= on && (rolling ? day > addDays(on, -30) : monthOf(day) === monthOf(on));
  const counted = days.filter((day) => inPeriod(day.on));
  const late = counted.filter((day) => day.lateMinutes > grace).length;
  const early = counted.filter((day) => day.earlyMinutes > grace).length;
  const threshold = parameters['late.threshold'];
  // Undecided whether the two are added: counting them apart is the milder reading.
  const most = parameters['late.combine'] === true ? late + early : Math.max(late, early);
  const reached = most >= threshold;
  const amountFen = parameters['late.amount_fen'];
  const sum: Label = [`迟到 ${late} 次、早退 ${early} 次，计 ${most} / ${threshold}`, `late ${late}, early ${early}: ${most} of ${threshold}`];
  const charge: Charge | null = reached ? { clause: 'CC-FINE-1', kind: 'fine', amountFen, text: amountFen === null ? ['已达次数，金额未设定', 'threshold reached, amount not configured'] : yuan(amountFen) } : null;
  return { late, early, threshold, reached, charge, text: charge ? [`${sum[0]}；${charge.text[0]}`, `${sum[1]}; ${charge.text[1]}`] : sum };
}

function lowestPrinted(version: RulebookVersion): number | null {
  const amounts = [clauseOf(version, 'CC-1.14b')?.figures.from_yuan, clauseOf(version, 'CC-FINE-3')?.figures.badge_yuan].filter((n) => n !== undefined);
  return amounts.length > 0 ? Math.min(...amounts) * 100 : null;
}

function yuan(fen: number | null): Label {
  return fen === null ? ['金额未设定', 'amount not configured'] : [`${grouped(fen)} 元`, `${grouped(fen)} yuan`];
}
