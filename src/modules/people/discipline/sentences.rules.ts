/**
 * The plain sentences of a decision (处分说明的措辞), in Chinese and English.
 */
import type { Label } from '../../../kernel/api.ts';
import { type Level, LEVEL_LABELS, months, reading } from '../rulebook/index.ts';
import type { PastDecision } from './case.rules.ts';
import { step, type Step, undecided } from './citation.rules.ts';
import type { Ignored, Judgement, Outcome, ReviewCause } from './judgement.rules.ts';

export const OUTCOME_LABELS: { readonly [outcome in Outcome]: Label } = {
  sanction: ['处分', 'sanction'],
  'dismissal-review': ['进入解除审查', 'dismissal review'],
  'legal-track': ['转人事或法务', 'handed to HR or legal'],
  reminder: ['口头提醒', 'verbal reminder'],
  recorded: ['只作记录', 'recorded only'],
  exempt: ['不适用', 'not applicable'],
  'out-of-scope': ['不在守则范围', 'outside the scope of the code'],
  'no-rule': ['当时没有规定', 'no rule in force'],
};

const REVIEW_WHY: { readonly [cause in ReviewCause]: Label } = {
  printed: ['条款本身写的是开除', 'the clause itself names dismissal'],
  'repeat-above-written': ['同类问题在书面警告之后再犯', 'the same kind again after a Written Warning'],
  'two-written': ['书面警告已累计到次数', 'the number of Written Warnings is reached'],
};

export function ladderSteps(judgement: Judgement): readonly Step[] {
  const { citation, repeatOf, version } = judgement;
  if (citation.base === null) return citation.steps;
  const [zh, en] = LEVEL_LABELS[citation.base];
  const steps: Step[] = [...citation.steps, step(citation.clause?.code ?? citation.cited, [`首犯级别：${zh}`, `First-offence level: ${en}`])];
  if (repeatOf) steps.push(...undecided(version.parameters, 'repeat.window'), ...undecided(version.parameters, 'repeat.mode'), repeatStep(judgement, repeatOf));
  steps.push(...accumulationSteps(judgement));
  if (judgement.review) steps.push(reviewStep(judgement.review));
  return steps;
}

export function usedAsRepeat(past: PastDecision): Label {
  return [`同类，${past.served} 送达，早于本次事件，仍有效且在追溯期内`, `same kind, served ${past.served}, before the new incident, in force and within the window`];
}

export function usedForCount(past: PastDecision, period: number): Label {
  return [`${past.served} 送达，早于本次事件，在 ${period} 个月累计期内`, `served ${past.served}, before the new incident, within the ${period} months that add up`];
}

export function ignoredBecause(why: Ignored, past: PastDecision): Label {
  const served = past.served;
  switch (why) {
    case 'reminder': return ['口头提醒不是处分，不计入', 'a verbal reminder is no sanction and never counts'];
    case 'no-level': return ['只作记录，没有级别', 'recorded without a level'];
    case 'revoked': return ['已撤销', 'revoked'];
    case 'consumed': return [`已并入 ${past.consumedBy}，不再计算`, `merged into ${past.consumedBy}, counts no more`];
    case 'not-served': return ['尚未送达', 'not served yet'];
    case 'served-late': return [`${served} 才送达，不早于本次事件`, `served ${served}, not before the new incident`];
    case 'expired': return [`效力已于 ${past.inForceTo} 届满`, `expired on ${past.inForceTo}`];
    case 'outside-window': return [`${served} 送达，在追溯期之外`, `served ${served}, outside the window`];
    case 'other-kind': return [`另一类问题（${past.family}）`, `another kind (${past.family})`];
    case 'lower': return ['同类中已采用更高或更近的一次', 'a higher or later one of the same kind was used'];
    case 'other-contract': return ['属于另一合同期', 'belongs to another contract term'];
  }
}

export function resultLabel(outcome: Outcome, level: Level | null, review: ReviewCause | null): Label {
  const [zh, en] = level === null ? OUTCOME_LABELS[outcome] : LEVEL_LABELS[level];
  return review && level !== null ? [`${zh}，并可进入解除审查`, `${en}, and eligible for dismissal review`] : [zh, en];
}

function repeatStep({ citation, onLadder, version }: Judgement, past: PastDecision): Step {
  const before = LEVEL_LABELS[past.level ?? 'action'];
  const now = LEVEL_LABELS[onLadder ?? 'written'];
  const base = LEVEL_LABELS[citation.base ?? 'action'];
  const mode = version.parameters['repeat.mode'];
  const chain = `max(${base[1]}, ${before[1]} + 1)`;
  const flat = `${base[1]} + 1`;
  return step('CC-ESC-2', [
    `同类再犯：上一次 ${past.decision} 为${before[0]}，${mode === 'chain' ? '在其上升一级' : mode === null ? '两种升级方式取较低' : '在首犯级别上升一级'}，为${now[0]}`,
    `The same kind again: ${past.decision} was ${before[1]}; ${mode === 'chain' ? 'one level above it' : mode === null ? 'the lower of the two repeat modes' : 'one level above the first-offence level'} is ${now[1]}`,
  ], `${mode === 'chain' ? chain : mode === null ? `min(${chain}, ${flat})` : flat} = ${now[1]}`);
}

function accumulationSteps({ version, onLadder, orals, oralsNeeded, accumulated, level, writtens, writtensNeeded }: Judgement): readonly Step[] {
  const steps: Step[] = [];
  if (onLadder === 'oral') {
    const period = months(reading(version.parameters, 'accumulation.oral.window'));
    const count = orals.length + 1;
    steps.push(...undecided(version.parameters, 'accumulation.oral.window'), step('CC-ESC-3a', accumulated
      ? [`${period} 个月内第 ${count} 次口头警告，改发书面警告；这 ${count} 次就此用尽`, `Oral Warning number ${count} within ${period} months: issued as a Written Warning, which uses up all ${count}`]
      : [`${period} 个月内口头警告 ${count} 次，未满 ${oralsNeeded} 次`, `${count} Oral Warning(s) within ${period} months, below ${oralsNeeded}`],
    `${orals.length} + 1 = ${count} ${accumulated ? '≥' : '<'} ${oralsNeeded}`));
  }
  if (level === 'written') {
    const period = months(reading(version.parameters, 'accumulation.written.window'));
    const count = writtens.length + 1;
    steps.push(step('CC-ESC-3b', [`${period} 个月内书面警告 ${count} 次`, `${count} Written Warning(s) within ${period} months`], `${writtens.length} + 1 = ${count} ${count >= writtensNeeded ? '≥' : '<'} ${writtensNeeded}`));
  }
  return steps;
}

function reviewStep(cause: ReviewCause): Step {
  const [zh, en] = REVIEW_WHY[cause];
  return step(cause === 'two-written' ? 'CC-ESC-3b' : 'CG-14', [`${zh}：可以进入解除审查，不会自动解除`, `Eligible for dismissal review because ${en}; nothing is automatic`]);
}
