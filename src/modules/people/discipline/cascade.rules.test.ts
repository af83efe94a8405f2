/** What falls with a decision, computed: levels deep, never heavier, on its own day. Written from SM-3 and CG-14, CG-15. */
import { expect, test } from 'vitest';
import { type Level, newVersion, PRESETS, type RulebookVersion, SOURCE_CLAUSES } from '../rulebook/index.ts';
import type { Incident, PastDecision } from './case.rules.ts';
import { cascade, type Standing } from './cascade.rules.ts';
import { decide } from './rules.ts';
import { incident } from './testing.ts';

const version: RulebookVersion = { ...newVersion('1.0', SOURCE_CLAUSES, 'hardened'), status: 'effective', parameters: { ...PRESETS.hardened, published_at: '2025-01-01' } };
const lastDay = (_level: Level, served: string) => `${Number(served.slice(0, 4)) + 1}${served.slice(4)}`;

/** A life: each breach decided as proposed on the day it happened and served on the next. */
function life(...breaches: readonly (readonly [clause: string, day: string, level?: Level])[]): Standing[] {
  const decisions: Standing[] = [];
  const history: PastDecision[] = [];
  for (const [index, [clause, day, level]] of breaches.entries()) {
    const number = `CF-${index + 1}`;
    const facts: Incident = incident(clause, day);
    const explanation = decide([version], { incident: facts, history, on: day, contractTerm: 'HT-1', takesCalls: [] });
    const decided = level ?? explanation.result ?? 'action';
    for (const [at, past] of history.entries()) if (explanation.consumes.includes(past.decision)) history[at] = { ...past, consumedBy: number };
    const served = day.replace(/\d\d$/, (d) => String(Number(d) + 1).padStart(2, '0'));
    const past: PastDecision = {
      decision: number, kind: 'sanction', level: decided, clause, family: explanation.rule?.family ?? '', occurredOn: day, served, contractTerm: 'HT-1', inForceTo: lastDay(decided, served), revoked: false, consumedBy: null,
    };
    history.push(past);
    decisions.push({ number, incident: facts, decidedOn: day, level: decided, past, contractTerm: 'HT-1', explanation });
  }
  return decisions;
}
const fall = (decisions: readonly Standing[], number: string, level: Level | null) =>
  cascade({ versions: [version], takesCalls: [], decisions, changed: new Map([[number, level]]), lastDay }).map((one) => [one.number, one.depth, one.was, one.now, one.same]);

const DRESS = [['CC-IIP-4', '2026-03-02'], ['CC-IIP-4', '2026-05-12'], ['CC-IIP-4', '2026-07-07']] as const;

test.each([
  ['第一次撤销：第二、三次各降一级，第三次在第二层', '1', null, [['CF-2', 1, 'oral', 'iip', false], ['CF-3', 2, 'written', 'oral', false]]],
  ['第二次撤销：第三次以第一次为前案', '2', null, [['CF-3', 1, 'written', 'oral', false]]],
  ['第二次减为 IIP：第三次降为口头警告', '2', 'iip', [['CF-3', 1, 'written', 'oral', false]]],
  ['最后一次撤销：后面没有', '3', null, []],
] as const)('着装三犯，%s', (_why, number, level, expected) => {
  const decisions = life(...DRESS);
  expect(decisions.map((one) => one.level)).toEqual(['iip', 'oral', 'written']);
  expect(fall(decisions, `CF-${number}`, level)).toEqual(expected);
});

test('三次口头改发书面：其中一次撤销，书面警告变回口头；再以它为据的第二次书面警告也不再够解除审查', () => {
  const decisions = life(['CC-ORAL-6', '2026-01-10'], ['CC-ORAL-9', '2026-02-10'], ['CC-ORAL-7', '2026-03-10'], ['CC-WRIT-3', '2026-06-10']);
  expect(decisions.map((one) => [one.level, one.explanation.review])).toEqual([['oral', null], ['oral', null], ['written', null], ['written', 'two-written']]);
  const fallen = cascade({ versions: [version], takesCalls: [], decisions, changed: new Map([['CF-1', null]]), lastDay });
  expect(fallen.map((one) => [one.number, one.depth, one.now, one.wasReview, one.nowReview, one.same])).toEqual([['CF-2', 1, 'oral', false, false, true], ['CF-3', 1, 'oral', false, false, false], ['CF-4', 2, 'written', true, false, false]]);
  expect(fallen[1]!.explanation.accumulation).toMatchObject({ orals_in_window: 2, needed: 3 });
});

test('四层连锁：每一层都重新计算，没有引用它的不动', () => {
  const decisions = life(['CC-ACT-5', '2026-01-05'], ['CC-ACT-5', '2026-02-05'], ['CC-ACT-5', '2026-03-05'], ['CC-IIP-4', '2026-03-06'], ['CC-ACT-5', '2026-04-05'], ['CC-WRIT-3', '2026-05-05']);
  expect(decisions.map((one) => one.level)).toEqual(['action', 'iip', 'oral', 'iip', 'written', 'written']);
  expect(fall(decisions, 'CF-1', null)).toEqual([
    ['CF-2', 1, 'iip', 'action', false], ['CF-3', 2, 'oral', 'iip', false], ['CF-5', 3, 'written', 'oral', false], ['CF-6', 4, 'written', 'written', false],
  ]);
});

test('重新计算不加重：撤销使被并入的口头警告恢复，也不把别的决定升级', () => {
  const decisions = life(['CC-ORAL-6', '2026-01-10'], ['CC-ORAL-9', '2026-02-10'], ['CC-ORAL-7', '2026-03-10'], ['CC-ORAL-4', '2026-04-10']);
  expect(decisions.map((one) => one.level)).toEqual(['oral', 'oral', 'written', 'oral']);
  expect(fall(decisions, 'CF-1', null)).toEqual([['CF-2', 1, 'oral', 'oral', true], ['CF-3', 1, 'written', 'oral', false]]);
});

test('决定时已从轻的，重新计算后仍不高于原决定：结果不变只重写依据', () => {
  const decisions = life(DRESS[0], [...DRESS[1], 'iip']);
  expect(fall(decisions, 'CF-1', null)).toEqual([['CF-2', 1, 'iip', 'iip', true]]);
});

test('每一层都写明依据了谁', () => {
  const fallen = cascade({ versions: [version], takesCalls: [], decisions: life(...DRESS), changed: new Map([['CF-1', null]]), lastDay });
  expect(fallen.map((one) => one.because)).toEqual([['CF-1'], ['CF-2']]);
  expect(fallen[1]!.explanation.history_used.map((h) => [h.decision, h.level])).toEqual([['CF-2', 'iip']]);
});
