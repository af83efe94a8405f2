/**
 * Appeals (申诉): until when one may be filed, who may hand it in, who may review it, what the review may come to. Pure. SM-3.
 */
import type { Label } from '../../../kernel/api.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { type Level, LEVEL_LABELS, rank } from '../rulebook/index.ts';

/** States of a decision against which one may appeal: it was served and it stands. */
const APPEALABLE: readonly string[] = ['in_force', 'consumed', 'expired'];

export interface Filing {
  readonly sanctionState: string;
  readonly now: Date;
  readonly deadline: Date;
  readonly lateReason: string | null;
  /** The person concerned files; or a colleague enters what was handed in on paper. */
  readonly byThePerson: boolean;
  readonly mayEnterForOthers: boolean;
}

export function filingRefusal({ sanctionState, now, deadline, lateReason, byThePerson, mayEnterForOthers }: Filing): Refusal | null {
  if (!byThePerson && !mayEnterForOthers) return new Refusal('appeal.not_yours', ['只能就自己的处分提出申诉', 'One appeals against one’s own sanction only'], 403);
  if (!APPEALABLE.includes(sanctionState)) return new Refusal('appeal.not_served', ['只有已经送达、仍然成立的处分可以申诉', 'Only a decision that was served and stands can be appealed'], 409, { sanction: ['尚未送达或已不成立', 'Not served, or no longer standing'] });
  if (now >= deadline && lateReason === null) return new Refusal('appeal.late', ['申诉期已过；有正当理由的请写明', 'The time to appeal has passed; with a good reason, say which'], 422, { late_reason: ['写明为什么没能按时提出', 'Why it could not be filed in time'] });
  return null;
}

/** Somebody who had a part in the case before cannot judge it again. */
export function reviewerRefusal(involved: readonly string[], reviewer: string): Refusal | null {
  if (!involved.includes(reviewer)) return null;
  return new Refusal('appeal.involved', ['复核人不能是报告、调查、决定、批准过本案的人，也不能是当事人', 'The reviewer took no part in the case before and is not the person concerned'], 403);
}

export interface Finding { readonly outcome: 'upheld' | 'reduced' | 'revoked'; readonly toLevel: Level | null; readonly was: Level }

export function findingRefusal({ outcome, toLevel, was }: Finding): Refusal | null {
  if (outcome !== 'reduced') return null;
  if (toLevel === null) return new Refusal('appeal.level', ['请选择减为哪一级', 'Choose the level it is reduced to'], 422, { to_level: ['必填', 'Required'] });
  if (rank(toLevel) < rank(was)) return null;
  return new Refusal('appeal.not_lighter', [`只能低于${LEVEL_LABELS[was][0]}；申诉不加重`, `Only below ${LEVEL_LABELS[was][1]}; an appeal never makes it heavier`], 422, { to_level: ['须低于原级别', 'Below the level decided'] });
}

interface Falling { readonly number: string; readonly depth: number; readonly was: Level; readonly now: Level | null; readonly same: boolean }

/** What a finding would set off, in sentences. */
export function setsOff(title: Label, fallen: readonly Falling[]): readonly Label[] {
  if (fallen.length === 0) return [[`${title[0]}：没有以它为依据的处分`, `${title[1]}: nothing was built on it`]];
  return fallen.map(({ number, depth, was, now, same }): Label => {
    const to: Label = same ? ['结果不变', 'stays as it is'] : now === null ? ['不再处分', 'no sanction any more'] : LEVEL_LABELS[now];
    return [`${title[0]}：${number} ${LEVEL_LABELS[was][0]} → ${to[0]}（第 ${depth} 层）`, `${title[1]}: ${number} ${LEVEL_LABELS[was][1]} → ${to[1]} (level ${depth})`];
  });
}
