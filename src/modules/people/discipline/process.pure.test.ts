import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amend, AS_PRINTED, choose, clauseOf, HARDENED, LADDER, type Level, rank, SOURCE_CLAUSES, sourceRulebook } from '../rulebook/index.ts';
import type { PastDecision } from './case.rules.ts';
import { decisionRefusal, type Proposal } from './change.rules.ts';
import { replay, type ReplayIncident, replayTable } from './replay.rules.ts';
import { decideUnder } from './rules.ts';
import { countBoard } from './status-board.rules.ts';
import { caseOf, incident, past } from './testing.ts';

const version = sourceRulebook('hardened', '1.0');
const board = clauseOf(version, 'CC-ACT-3')!;
const days = ['2026-11-03', '2026-11-10', '2026-11-24', '2026-11-26', '2026-12-01', '2026-12-02'];

test('状态牌：记录、口头提醒、Action、IIP，次月重新计数 [AC-05] [CC-ACT-3] [CC-1.6a] [CG-17]', () => {
  const counted = countBoard(days.map((on, index) => ({ id: `P-${index}`, on })).reverse(), board, HARDENED);
  expect(counted.map((c) => [c.on, c.nth, c.effect, c.level])).toEqual([
    ['2026-11-03', 1, 'logged', null], ['2026-11-10', 2, 'reminder', null], ['2026-11-24', 3, 'sanction', 'action'], ['2026-11-26', 4, 'sanction', 'iip'],
    ['2026-12-01', 1, 'logged', null], ['2026-12-02', 2, 'reminder', null],
  ]);
});

test('第 4 次怎么办未选定时按较有利的读法仍是 Action', () => {
  expect(countBoard(days.map((on, index) => ({ id: `P-${index}`, on })), board, AS_PRINTED)[3]?.level).toBe('action');
});

test('状态牌的决定与计数一致；口头提醒从不进入口头警告的累计 [AC-05] [CG-16]', () => {
  const nth = (n: number, on: string, history: readonly PastDecision[] = []) => decideUnder(version, caseOf(incident('CC-ACT-3', on, { nthInMonth: n }), history));
  expect([1, 2, 3, 4].map((n) => [nth(n, '2026-11-26').outcome, nth(n, '2026-11-26').result])).toEqual([
    ['recorded', null], ['reminder', null], ['sanction', 'action'], ['sanction', 'iip'],
  ]);
  const reminders = [1, 2, 3].map((n) => past(`T-${n}`, 'oral', 'status-board', `2026-0${n}-10`, { kind: 'reminder', level: null }));
  const oral = decideUnder(version, caseOf(incident('CC-ORAL-7', '2026-11-26'), reminders));
  expect(oral).toMatchObject({ result: 'oral', accumulation: { orals_in_window: 1 } });
  const served = [past('D-3', 'iip', 'status-board', '2026-11-27', { occurredOn: '2026-11-26' })];
  expect(nth(5, '2026-11-29', served).result).toBe('oral');
  expect(nth(3, '2026-12-20', served).result).toBe('action');
});

const proposedWritten = decideUnder(version, caseOf(incident('CC-WRIT-3', '2026-07-07')));
const proposedAction = decideUnder(version, caseOf(incident('CC-ACT-5', '2026-07-07')));
const proposal: Proposal = { explanation: proposedWritten, alreadyDecided: null, to: 'written', decider: 'M1', reporter: 'S1', accused: '1001', reason: '', harmEvidence: '', secondApprover: null };
const code = (change: Partial<Proposal>) => decisionRefusal({ ...proposal, ...change }, HARDENED)?.code ?? null;

test('一次事件一个处分：降级须有理由，事后再加重被拒 [AC-12]', () => {
  expect(code({})).toBeNull();
  expect(code({ to: 'oral' })).toBe('discipline.reason_missing');
  expect(code({ to: 'oral', reason: '初次、已向来访者说明' })).toBeNull();
  expect(code({ alreadyDecided: 'D-88', to: 'written', reason: '又想加重', harmEvidence: '有', secondApprover: 'M2' })).toBe('discipline.already_decided');
});

const raise = { explanation: proposedAction, reason: '影响信誉', harmEvidence: '客户来信', secondApprover: 'M2' } as const;
test.each([
  ['高 1 级', { ...raise, to: 'iip' }, null],
  ['高 2 级', { ...raise, to: 'oral' }, null],
  ['高 3 级', { ...raise, to: 'written' }, 'discipline.above_bound'],
  ['没有损害证据', { ...raise, to: 'iip', harmEvidence: '' }, 'discipline.harm_missing'],
  ['没有第二批准人', { ...raise, to: 'iip', secondApprover: null }, 'discipline.second_approver_missing'],
  ['第二批准人就是决定人', { ...raise, to: 'iip', secondApprover: 'M1' }, 'discipline.second_approver_missing'],
  ['没有理由', { ...raise, to: 'iip', reason: ' ' }, 'discipline.reason_missing'],
  ['直接开除', { ...raise, to: 'dismissal' }, 'discipline.dismissal_needs_review'],
  ['报告人自己决定', { decider: 'S1' }, 'discipline.not_independent'],
  ['当事人自己决定', { decider: '1001' }, 'discipline.not_independent'],
  ['不予处分须有理由', { to: null }, 'discipline.reason_missing'],
] as readonly (readonly [string, Partial<Proposal>, string | null])[])('变更建议的界限：%s [CC-NOTE-2] [CG-25] [CG-26]', (_, change, expected) => {
  expect(code(change)).toBe(expected);
});

test('比照处理须第二批准人，豁免的不能处分 [CC-NOTE-1]', () => {
  const like = decideUnder(version, caseOf(incident('CC-1.1', '2026-07-07', { analogyTo: 'CC-ORAL-7' })));
  expect(code({ explanation: like, to: 'oral' })).toBe('discipline.second_approver_missing');
  expect(code({ explanation: like, to: 'oral', secondApprover: 'M2' })).toBeNull();
  const exempt = decideUnder(version, caseOf(incident('CC-ACT-1', '2026-07-07'), [], { takesCalls: [{ from: '2026-01-01', value: false }] }));
  expect(code({ explanation: exempt, to: 'action' })).toBe('discipline.no_sanction_possible');
  expect(code({ explanation: exempt, to: null })).toBeNull();
});

const replayed = (id: string, occurredOn: string, servedOn: string | null, issued: Level | null): ReplayIncident =>
  Object.freeze({ ...incident('CC-IIP-4', occurredOn), id, person: '1001', decidedOn: servedOn, servedOn, contractTerm: 'HT-1', issued });

test('新旧版本对照重演，已发决定不动，可导出 [AC-11]', () => {
  const incidents = Object.freeze([
    replayed('SJ-3', '2026-07-07', null, null), replayed('SJ-1', '2026-03-02', '2026-03-03', 'iip'), replayed('SJ-2', '2026-05-12', '2026-05-13', 'oral'),
  ]);
  const before = JSON.stringify(incidents);
  const draft = amend(version, '1.1', { 'CC-IIP-4': { base: 'action' } });
  const result = replay({ incidents, takesCalls: {}, a: draft, b: version });
  expect(result.rows.map((row) => [row.incident, row.a.level, row.b.level, row.issued])).toEqual([
    ['SJ-1', 'action', 'iip', 'iip'], ['SJ-2', 'iip', 'oral', 'oral'], ['SJ-3', 'oral', 'written', null],
  ]);
  expect(result).toMatchObject({ versionA: '1.1', versionB: '1.0', differing: 3, people: 1 });
  expect(JSON.stringify(incidents)).toBe(before);
  expect(replayTable(result, 0)).toMatchObject({ columns: expect.arrayContaining(['版本 1.1', '版本 1.0']), rows: [
    ['1001', 'SJ-1', '2026-03-02', 'IIP（改进计划）', 'Action', 'IIP（改进计划）', '不同'], expect.anything(), expect.anything(),
  ] });
});

test('重演中三次口头用尽后从头计数；超出所有期限的旧案不再起作用', () => {
  const orals = ['CC-ORAL-6', 'CC-ORAL-9', 'CC-ORAL-7', 'CC-ORAL-4'].map((clause, index): ReplayIncident => ({
    ...incident(clause, `2026-0${index + 1}-10`), id: `SJ-${index}`, person: '1002', decidedOn: null, servedOn: `2026-0${index + 1}-12`, contractTerm: 'HT-1', issued: null,
  }));
  expect(replay({ incidents: orals, takesCalls: {}, a: version, b: version }).rows.map((row) => [row.a.level, row.differs])).toEqual([
    ['oral', false], ['oral', false], ['written', false], ['oral', false],
  ]);
  const yearly = Array.from({ length: 30 }, (_, index) => replayed(`SJ-${index + 10}`, `${1990 + index}-03-02`, `${1990 + index}-03-02`, null));
  expect(new Set(replay({ incidents: yearly, takesCalls: {}, a: version, b: version }).rows.map((row) => row.a.level))).toEqual(new Set(['iip']));
});

const day = fc.integer({ min: 0, max: 900 }).map((n) => new Date(Date.UTC(2024, 6, 1 + n)).toISOString().slice(0, 10));
const decision = fc.record({
  level: fc.constantFrom<Level>('action', 'iip', 'oral', 'written'), family: fc.constantFrom('dress', 'noise', 'phone', 'idling'), served: fc.option(day),
  kind: fc.constantFrom<'sanction' | 'reminder'>('sanction', 'sanction', 'sanction', 'reminder'), revoked: fc.boolean(), contractTerm: fc.constantFrom('HT-0', 'HT-1'),
});
const record = fc.array(decision, { maxLength: 20 }).map((list) => list.map(({ level, family, served, ...more }, index) => past(`D-${index}`, level, family, served, more)));
const offence = fc.constantFrom(...SOURCE_CLAUSES.filter((c) => c.kind === 'offence').map((c) => c.code));

test('建议永不超过书面警告，也不低于首犯级别', () => {
  fc.assert(fc.property(offence, record, day, fc.constantFrom('light', 'ordinary', 'serious'), (clause, history, on, grade) => {
    const decided = decideUnder(version, caseOf(incident(clause, on, { grade: grade as 'light' }), history));
    expect(rank(decided.result ?? 'action')).toBeLessThanOrEqual(LADDER.indexOf('written'));
    expect(rank(decided.result ?? 'dismissal')).toBeGreaterThanOrEqual(rank(decided.rule?.base ?? 'action'));
  }));
});

test('历史的先后次序不影响结果', () => {
  fc.assert(fc.property(offence, record, day, fc.integer(), (clause, history, on, seed) => {
    const shuffled = [...history].sort((a, b) => ((a.decision.charCodeAt(2) * seed) % 7) - ((b.decision.charCodeAt(2) * seed) % 7));
    expect(decideUnder(version, caseOf(incident(clause, on), shuffled))).toEqual(decideUnder(version, caseOf(incident(clause, on), history)));
  }));
});

test('别类的记录不影响再犯一步', () => {
  fc.assert(fc.property(record, decision, day, (history, other, on) => {
    const repeat = (list: readonly PastDecision[]) => decideUnder(version, caseOf(incident('CC-IIP-4', on), list)).history_used.find((h) => h.role === 'repeat')?.decision;
    const unrelated = past('D-X', other.level, 'smoking', other.served);
    expect(repeat([...history, unrelated])).toBe(repeat(history));
  }));
});

test('口头提醒、撤销与未送达的记录加上去，结果不变', () => {
  fc.assert(fc.property(offence, record, decision, day, fc.constantFrom('reminder', 'revoked', 'unserved'), (clause, history, extra, on, how) => {
    const void_ = past('D-X', extra.level, extra.family, how === 'unserved' ? null : extra.served, { kind: how === 'reminder' ? 'reminder' : 'sanction', revoked: how === 'revoked' });
    const decided = (list: readonly PastDecision[]) => { const { result, review, consumes } = decideUnder(version, caseOf(incident(clause, on), list)); return { result, review, consumes }; };
    expect(decided([...history, void_])).toEqual(decided(history));
  }));
});

test('有后果时每条历史恰好交代一次：采用，或忽略并写明原因', () => {
  fc.assert(fc.property(record, day, (history, on) => {
    const decided = decideUnder(version, caseOf(incident('CC-ORAL-7', on), history));
    const told = new Set([...decided.history_used.map((h) => h.decision), ...decided.history_ignored.map((h) => h.decision)]);
    expect([...told].sort()).toEqual(history.map((h) => h.decision).sort());
    expect(decided.history_ignored.filter((h) => decided.history_used.some((u) => u.decision === h.decision))).toEqual([]);
  }));
});

test('升级方式未选定时，永不重于任何一种方式', () => {
  const mode = (value: 'chain' | 'base+1' | null) => choose(version, { parameter: 'repeat.mode', value, by: '人事', at: '2026-01-01T09:00:00+08:00', reason: '比较' });
  const modes = { open: mode(null), chain: mode('chain'), flat: mode('base+1') };
  fc.assert(fc.property(record, day, (history, on) => {
    const level = (v: typeof version) => rank(decideUnder(v, caseOf(incident('CC-IIP-4', on), history)).result ?? 'action');
    expect(level(modes.open)).toBeLessThanOrEqual(Math.min(level(modes.chain), level(modes.flat)));
  }));
});
