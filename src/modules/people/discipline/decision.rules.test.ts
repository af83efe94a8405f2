import { expect, test } from 'vitest';
import { HARDENED, sourceRulebook } from '../rulebook/index.ts';
import { codesOf } from './codes.rules.ts';
import { evidenceRefusal, monthsInForce, stillHolds, verdictOn } from './decision.rules.ts';
import { decideUnder } from './rules.ts';
import { caseOf, incident, past } from './testing.ts';

const version = sourceRulebook('hardened', '1.0');
const of = (clause: string, history = [] as Parameters<typeof caseOf>[1]) => decideUnder(version, caseOf(incident(clause, '2026-07-07'), history));
const supervisor = { line_supervisor: true, centre_manager: false };
const manager = { line_supervisor: false, centre_manager: true };
const verdict = (clause: string, to: 'action' | 'iip' | 'oral' | 'written' | null, posts: typeof supervisor, more: { readonly reason?: string; readonly harmEvidence?: string } = {}) =>
  verdictOn({ explanation: of(clause), alreadyDecided: null, to, decider: 'M1', reporter: 'S1', accused: '1001', reason: '', harmEvidence: '', ...more }, HARDENED, posts);

test.each([
  ['CC-ACT-5', 'action', supervisor, null], ['CC-IIP-4', 'iip', supervisor, null], ['CC-ACT-5', 'action', manager, null], ['CC-ORAL-7', 'oral', manager, null],
  ['CC-ORAL-7', 'oral', supervisor, 'incident.decider'], ['CC-ORAL-7', 'iip', supervisor, 'incident.decider'], ['CC-ACT-5', 'oral', supervisor, 'incident.decider'], ['CC-WRIT-3', null, supervisor, 'incident.decider'],
] as const)('%s 决定为 %s 的权限', (clause, to, posts, code) => {
  expect(verdict(clause, to, posts).refusal?.code ?? null).toBe(code);
});

test('加重须第二人：先过理由、证据与上限，再等第二人；与建议相同不必', () => {
  const harm = { reason: '影响信誉', harmEvidence: '客户来信' };
  expect(verdict('CC-ACT-5', 'oral', manager, harm)).toEqual({ refusal: null, needsSecond: true });
  expect(verdict('CC-ACT-5', 'written', manager, harm).refusal?.code).toBe('discipline.above_bound');
  expect(verdict('CC-ACT-5', 'action', manager)).toEqual({ refusal: null, needsSecond: false });
});

test('历史变了，建议不再成立', () => {
  expect(stillHolds(of('CC-IIP-4'), of('CC-IIP-4'))).toBe(true);
  expect(stillHolds(of('CC-IIP-4'), of('CC-IIP-4', [past('D-1', 'iip', 'dress', '2026-03-03')]))).toBe(false);
});

test('效力覆盖最长的追溯期：书面警告 24 个月，其余 12 个月', () => {
  expect([monthsInForce('oral', HARDENED), monthsInForce('written', HARDENED), monthsInForce('action', { ...HARDENED, 'repeat.window': 'P18M' })]).toEqual([12, 24, 18]);
});

test('引用的条款：主条款在前，其余去重', () => {
  expect(codesOf({ clause: 'CC-IIP-4', also_clauses: 'CC-ACT-5、CC-IIP-4 CC-ORAL-7' })).toEqual(['CC-IIP-4', 'CC-ACT-5', 'CC-ORAL-7']);
  expect(codesOf({ clause: 'CC-IIP-4', also_clauses: null })).toEqual(['CC-IIP-4']);
});

test('口头警告以上须有证据，Action 与 IIP 不须', () => {
  expect((['action', 'iip', 'oral', 'written'] as const).map((level) => evidenceRefusal(level, 0)?.code ?? null)).toEqual([null, null, 'incident.evidence_missing', 'incident.evidence_missing']);
  expect(evidenceRefusal('written', 1)).toBeNull();
});
