import { expect, test } from 'vitest';
import { amend, choose, interpret, type Level, type RulebookVersion, sourceRulebook } from '../rulebook/index.ts';
import type { PastDecision } from './case.rules.ts';
import { decide, deciderOf, decideUnder, type Explanation } from './rules.ts';
import { caseOf, incident, past } from './testing.ts';

const who = { by: '人事李敏', at: '2025-12-20T10:00:00+08:00', reason: '逐级更清楚' } as const;
const hardened = sourceRulebook('hardened', '1.0');
const printed = sourceRulebook('as-printed', '0.1');
const rules = (e: Explanation) => e.steps.map((s) => s.rule);
const used = (e: Explanation, role: 'repeat' | 'accumulate') => e.history_used.filter((h) => h.role === role).map((h) => h.decision);
const ignored = (e: Explanation, decision: string) => e.history_ignored.find((h) => h.decision === decision)?.why[0];

function published(version: RulebookVersion, from: string): RulebookVersion {
  return { ...choose(version, { parameter: 'published_at', value: from, ...who }), status: 'effective' };
}

const dress = (on: string) => incident('CC-IIP-4', on);
const D1 = past('D-1', 'iip', 'dress', '2026-03-03', { clause: 'CC-IIP-4', occurredOn: '2026-03-02' });
const D2 = past('D-2', 'oral', 'dress', '2026-05-13', { clause: 'CC-IIP-4', occurredOn: '2026-05-12' });

test('着装三犯：IIP、口头警告、书面警告，依次引用前一次 [AC-01] [CC-ESC-1] [CC-ESC-2]', () => {
  const versions = [published(sourceRulebook('hardened', '1.0'), '2026-01-01')];
  const first = decide(versions, caseOf(dress('2026-03-02')));
  const second = decide(versions, caseOf(dress('2026-05-12'), [D1]));
  const third = decide(versions, caseOf(dress('2026-07-07'), [D1, D2]));
  expect([first, second, third].map((e) => e.result)).toEqual(['iip', 'oral', 'written']);
  expect([first, second, third].map((e) => used(e, 'repeat'))).toEqual([[], ['D-1'], ['D-2']]);
  expect(rules(second)).toContain('CC-ESC-2');
  expect(third.rule).toMatchObject({ version: '1.0', clause: 'CC-IIP-4', base: 'iip', grade: 'ordinary', text: ['着装不合公司要求。', expect.any(String)] });
  expect(third.params).toMatchObject({ 'repeat.window': 'P12M', 'repeat.mode': 'chain' });
  expect(third.steps.find((s) => s.rule === 'CC-ESC-2')).toMatchObject({ arithmetic: 'max(IIP (improvement plan), Oral Warning + 1) = Written Warning' });
  expect(ignored(third, 'D-1')).toContain('更高或更近');
});

test('按“首犯级别加一级”时第三次仍是口头警告 [AC-01]', () => {
  const version = choose(hardened, { parameter: 'repeat.mode', value: 'base+1', ...who });
  const third = decideUnder(version, caseOf(dress('2026-07-07'), [D1, D2]));
  expect(third).toMatchObject({ result: 'oral', params: { 'repeat.mode': 'base+1' }, choices: [{ parameter: 'repeat.mode', ...who }] });
  expect(third.steps.find((s) => s.rule === 'CC-ESC-2')?.arithmetic).toBe('IIP (improvement plan) + 1 = Oral Warning');
});

const O1 = past('D-11', 'oral', 'leaving-post', '2026-01-10', { clause: 'CC-ORAL-6' });
const O2 = past('D-12', 'oral', 'idling', '2026-06-01', { clause: 'CC-ORAL-9' });

test('一年内第三次口头警告改发书面警告，三次用尽；下一次从 1/3 算起 [AC-02] [CC-ESC-3a]', () => {
  const insult = decideUnder(hardened, caseOf(incident('CC-ORAL-7', '2026-12-20', { zone: 'shared-area' }), [O1, O2]));
  expect(insult).toMatchObject({ outcome: 'sanction', result: 'written', consumes: ['D-11', 'D-12'], accumulation: { orals_in_window: 3, needed: 3 }, review: null });
  expect(insult.steps.find((s) => s.rule === 'CC-ESC-3a')).toMatchObject({ arithmetic: '2 + 1 = 3 ≥ 3' });
  const after = [
    { ...O1, consumedBy: 'D-13' }, { ...O2, consumedBy: 'D-13' }, past('D-13', 'written', 'insult', '2026-12-22', { clause: 'CC-ORAL-7' }),
  ];
  const smoking = decideUnder(hardened, caseOf(incident('CC-ORAL-4', '2027-01-05'), after));
  expect(smoking).toMatchObject({ result: 'oral', consumes: [], accumulation: { orals_in_window: 1, needed: 3 } });
  expect(ignored(smoking, 'D-11')).toBe('已并入 D-13，不再计算');
});

test.each([
  ['2025-11-23', 'oral', 2, '< 3', []],
  ['2025-11-24', 'written', 3, '≥ 3', ['D-1', 'D-2']],
] as const)('窗口边缘：%s 送达的口头警告 → %s [AC-03] [CG-15]', (served, result, count, sign, consumes) => {
  const history = [past('D-1', 'oral', 'noise', served), past('D-2', 'oral', 'idling', '2026-05-01')];
  const decided = decideUnder(hardened, caseOf(incident('CC-ORAL-7', '2026-11-20'), history, { on: '2026-11-23' }));
  expect(decided).toMatchObject({ result, consumes, accumulation: { orals_in_window: count, needed: 3 } });
  expect(decided.steps.find((s) => s.rule === 'CC-ESC-3a')?.arithmetic).toContain(sign);
});

test.each([
  ['24 个月内、同一合同期', '2024-12-01', 'HT-1', 'two-written', 2],
  ['恰好满 24 个月不计', '2024-11-23', 'HT-1', null, 1],
  ['另一合同期不计', '2026-01-10', 'HT-0', null, 1],
] as const)('两次书面警告：%s [AC-04] [CC-ESC-3b]', (_, served, contractTerm, review, count) => {
  const decided = decideUnder(hardened, caseOf(incident('CC-WRIT-3', '2026-11-20'), [past('D-1', 'written', 'task-delay', served, { contractTerm })], { on: '2026-11-23' }));
  expect(decided).toMatchObject({ outcome: 'sanction', result: 'written', review, accumulation: { writtens_in_window: count, writtens_needed: 2 } });
});

test('第二次书面警告只是可以审查，不会自动解除 [AC-04]', () => {
  const decided = decideUnder(hardened, caseOf(incident('CC-WRIT-3', '2026-11-20'), [past('D-1', 'written', 'task-delay', '2026-03-01')]));
  expect(decided).toMatchObject({ result: 'written', decider: 'centre_manager' });
  expect(decided.result_label).toEqual(['书面警告，并可进入解除审查', 'Written Warning, and eligible for dismissal review']);
  expect(decided.steps.at(-1)?.text[1]).toContain('nothing is automatic');
});

test('三次口头转书面，若已有一次书面警告，同时满两次书面', () => {
  const decided = decideUnder(hardened, caseOf(incident('CC-ORAL-7', '2026-12-20'), [O1, O2, past('D-9', 'written', 'visitor', '2026-02-01')]));
  expect(decided).toMatchObject({ result: 'written', review: 'two-written', consumes: ['D-11', 'D-12'] });
});

test.each([
  ['送达晚于事件', { served: '2026-07-08' }, '不早于本次事件'],
  ['与事件同日送达', { served: '2026-07-07' }, '不早于本次事件'],
  ['尚未送达', { served: null }, '尚未送达'],
  ['恰好满一年', { served: '2025-07-07' }, '追溯期之外'],
  ['已撤销', { revoked: true }, '已撤销'],
  ['已届满', { inForceTo: '2026-07-06' }, '届满'],
  ['已并入他案', { consumedBy: 'D-7' }, '已并入 D-7'],
  ['另一类', { family: 'noise' }, '另一类问题'],
  ['口头提醒', { kind: 'reminder' }, '口头提醒不是处分'],
  ['只作记录', { level: null }, '没有级别'],
] as readonly (readonly [string, Partial<PastDecision>, string])[])('不算再犯：%s，并写明原因 [CC-ESC-2] [CG-14] [CG-16]', (_, change, why) => {
  const decided = decideUnder(hardened, caseOf(dress('2026-07-07'), [{ ...D1, ...change }]));
  expect(decided.result).toBe('iip');
  expect(ignored(decided, 'D-1')).toContain(why);
});

test('效力到事件当天为止的处分仍算再犯；同级两次取后送达的 [CC-ESC-2]', () => {
  expect(decideUnder(hardened, caseOf(dress('2026-07-07'), [{ ...D1, inForceTo: '2026-07-07' }])).result).toBe('oral');
  const later = { ...D1, decision: 'D-0', served: '2026-04-03' };
  expect(used(decideUnder(hardened, caseOf(dress('2026-07-07'), [later, D1])), 'repeat')).toEqual(['D-0']);
});

test.each([['action', 'line_supervisor'], ['iip', 'line_supervisor'], ['oral', 'centre_manager'], ['written', 'centre_manager']] as const)('%s 由 %s 决定', (level, decider) => {
  expect(deciderOf(level, null)).toBe(decider);
});

test.each([['2025-07-08', 'oral'], ['2026-07-06', 'oral']] as const)('追溯期内 %s 送达算再犯 [CC-ESC-2]', (served, result) => {
  expect(decideUnder(hardened, caseOf(dress('2026-07-07'), [{ ...D1, served }])).result).toBe(result);
});

test.each([
  ['上一次低于首犯级别加一', 'action', 'iip', 'iip'],
  ['上一次与首犯相同', 'iip', 'iip', 'oral'],
  ['上一次口头', 'oral', 'iip', 'written'],
] as const)('再犯取首犯级别与上一次加一的较高者，未到顶不进审查：%s', (_, before, _base, result) => {
  expect(decideUnder(hardened, caseOf(dress('2026-07-07'), [{ ...D1, level: before as Level }]))).toMatchObject({ result, review: null });
});

test('书面警告之后同类再犯：仍是书面警告，另可进入解除审查', () => {
  const decided = decideUnder(hardened, caseOf(dress('2026-07-07'), [{ ...D1, level: 'written' }]));
  expect(decided).toMatchObject({ result: 'written', review: 'repeat-above-written' });
});

test('公布之前的事件适用旧版本，最早的版本之前没有规定 [CC-EFF-2]', () => {
  const first = published(sourceRulebook('hardened', '1.0'), '2026-01-01');
  const second = published(amend(first, '1.1', { 'CC-IIP-4': { base: 'action' } }), '2026-06-01');
  const on = (day: string) => decide([first, second], caseOf(dress(day)));
  expect([on('2026-05-31').result, on('2026-06-01').result]).toEqual(['iip', 'action']);
  expect(on('2025-12-31')).toMatchObject({ outcome: 'no-rule', result: null, rule: null, decider: null });
});

test('公司场所以外须写明理由才能引用守则，损害随决定记录 [CC-0.1]', () => {
  const outside = incident('CC-ORAL-7', '2026-07-07', { zone: 'outside', damage: '客户取消合同' });
  expect(decideUnder(hardened, caseOf(outside))).toMatchObject({ outcome: 'out-of-scope', result: null, harm: '客户取消合同' });
  expect(decideUnder(hardened, caseOf({ ...outside, scopeReason: '公司组织的外出活动' })).result).toBe('oral');
  expect(decideUnder(hardened, caseOf(incident('CC-WRIT-9', '2026-07-07', { zone: 'outside' }))).result).toBe('written');
});

test('没有级别的规定只作记录；比照别条须第二批准人 [CC-NOTE-1] [CC-1.1] [CC-1.5] [CC-1.5.2] [CC-1.13a]', () => {
  const cite = (code: string, more = {}) => decideUnder(hardened, caseOf(incident(code, '2026-07-07', more)));
  expect(['CC-1.1', 'CC-1.5', 'CC-1.5.2', 'CC-1.13a'].map((code) => cite(code).outcome)).toEqual(['recorded', 'recorded', 'recorded', 'recorded']);
  const like = cite('CC-1.1', { analogyTo: 'CC-ORAL-7' });
  expect(like).toMatchObject({ result: 'oral', rule: { clause: 'CC-ORAL-7', cited: 'CC-1.1', by_analogy: true } });
  expect(rules(like)).toContain('CC-NOTE-1');
});

test('引用规定时适用它所指的最轻处分 [CC-1.3] [CC-2.3]', () => {
  const cite = (code: string, grade: 'ordinary' | 'serious') => decideUnder(hardened, caseOf(incident(code, '2026-07-07', { grade }))).rule?.clause;
  expect([cite('CC-1.3', 'ordinary'), cite('CC-2.3', 'ordinary'), cite('CC-2.3', 'serious'), cite('CC-1.11a', 'ordinary'), cite('CC-5.1b', 'ordinary')]).toEqual([
    'CC-ORAL-10', 'CC-IIP-4', 'CC-ORAL-1', 'CC-ACT-5', 'CC-IIP-1',
  ]);
  const reversed = amend(hardened, '1.1', { 'CC-5.1b': { sanctions: ['CC-ORAL-9', 'CC-IIP-1', 'CC-ORAL-6'] } });
  expect(decideUnder(reversed, caseOf(incident('CC-5.1b', '2026-07-07'))).rule?.clause).toBe('CC-IIP-1');
});

test('一次事件引用多条只有一个处分，取最重；罚赔是同一决定的另一后果 [AC-12] [CC-FINE-4] [CC-FINE-2]', () => {
  const decided = decideUnder(hardened, caseOf(incident('CC-ACT-5', '2026-07-07', { clauses: ['CC-ACT-5', 'CC-ORAL-8', 'CC-IIP-2'] })));
  expect(decided).toMatchObject({ result: 'oral', rule: { clause: 'CC-ORAL-8' }, also_cited: ['CC-ACT-5', 'CC-IIP-2'] });
  expect(decided.money).toMatchObject([{ clause: 'CC-FINE-4', kind: 'compensation', allowed: true }]);
  expect(decideUnder(hardened, caseOf(incident('CC-ORAL-10', '2026-07-07'))).money.map((m) => m.clause)).toEqual(['CC-FINE-2']);
});

test('罚款在未允许时标为不可用，伪造既有级别也有赔偿 [CC-FINE-5] [CC-DIS-9] [CG-32]', () => {
  expect(decideUnder(hardened, caseOf(incident('CC-FINE-1', '2026-07-07'))).money).toMatchObject([{ clause: 'CC-FINE-1', kind: 'fine', allowed: false }]);
  const forged = decideUnder(hardened, caseOf(incident('CC-DIS-9', '2026-07-07', { grade: 'ordinary' })));
  expect(forged).toMatchObject({ result: 'written', money: [{ clause: 'CC-FINE-5', kind: 'compensation' }] });
});

test('决定引用当时有效的解释 [CC-EFF-1]', () => {
  const version = interpret(hardened, { id: 'JS-1', clause: 'CC-IIP-4', text: ['工牌须佩戴', 'Badges are worn'], by: '人事', from: '2026-03-01' });
  expect(decideUnder(version, caseOf(dress('2026-03-02'))).interpretations).toEqual([{ id: 'JS-1', text: ['工牌须佩戴', 'Badges are worn'] }]);
  expect(decideUnder(version, caseOf(dress('2026-02-28'))).interpretations).toEqual([]);
});

test('两处用词相同而级别不同、无人选定时，按对员工较有利的读法 [CC-ORAL-12] [CC-DIS-8]', () => {
  const secrecy = incident('CC-DIS-8', '2026-07-07', { grade: 'serious' });
  const decided = decideUnder(printed, caseOf(secrecy));
  expect(decided).toMatchObject({ result: 'oral', rule: { clause: 'CC-ORAL-12', cited: 'CC-DIS-8' } });
  expect(decided.steps.some((s) => s.text[1].includes('more favourable to the employee'))).toBe(true);
  expect(decideUnder(hardened, caseOf(secrecy)).steps.some((s) => s.text[1].includes('more favourable'))).toBe(false);
  const strict = choose(hardened, { parameter: 'pay-secrecy.dismissal_criterion', value: '造成诉讼', ...who });
  expect(decideUnder(strict, caseOf({ ...secrecy, especiallySerious: true }))).toMatchObject({ outcome: 'dismissal-review', rule: { clause: 'CC-DIS-8' } });
});

test('升级方式未选定时两种方式取较低，并写明未选定', () => {
  const decided = decideUnder(printed, caseOf(dress('2026-07-07'), [D1, D2]));
  expect(decided.result).toBe('oral');
  expect(decided.steps.find((s) => s.rule === 'CC-ESC-2')?.arithmetic).toBe('min(max(IIP (improvement plan), Oral Warning + 1), IIP (improvement plan) + 1) = Oral Warning');
  expect(decideUnder(printed, caseOf(dress('2026-07-07'), [{ ...D1, level: 'action' }])).result).toBe('iip');
  expect(decided.steps.filter((s) => s.text[1].includes('more favourable')).map((s) => s.text[0])).toContain('“再犯升级方式”尚未选定，按对员工较有利的读法');
});

test('每一步都有中英文整句，说明可存为 JSON', () => {
  const decided = decideUnder(hardened, caseOf(dress('2026-07-07'), [D1, D2, O1]));
  const sentences = [...decided.steps.map((s) => s.text), ...decided.history_used.map((h) => h.why), ...decided.history_ignored.map((h) => h.why), ...decided.law_checks];
  expect(sentences.filter(([zh, en]) => !/[一-龥]/.test(zh) || !/^[\x20-\x7e≥]+$/.test(en))).toEqual([]);
  expect(JSON.parse(JSON.stringify(decided))).toEqual(decided);
});

test('按性别区分的仪容要求默认是建议，比照他条也不算违纪；选为义务后才可比照 [CG-24] [CC-2.1b] [CC-NOTE-1]', () => {
  const shaving = caseOf(incident('CC-2.1b', '2026-03-02', { analogyTo: 'CC-IIP-4' }));
  for (const version of [hardened, printed]) {
    const advice = decideUnder(version, shaving);
    expect([advice.outcome, advice.result, rules(advice)]).toEqual(['recorded', null, ['CG-24']]);
  }
  const duty = choose(hardened, { parameter: 'grooming.severity', value: 'duty', ...who });
  expect(decideUnder(duty, shaving)).toMatchObject({ result: 'iip' });
  expect(decideUnder(duty, caseOf(incident('CC-2.2', '2026-03-02', { analogyTo: 'CC-IIP-4' })))).toMatchObject({ outcome: 'recorded', result: null });
});
