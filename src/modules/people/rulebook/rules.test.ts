import { expect, test } from 'vitest';
import { Refusal } from '../../../kernel/refusal.ts';
import { errorsOf, lintRulebook, publish } from './lint.rules.ts';
import { dressMatrix } from './dress.rules.ts';
import { adopt, amend, choose, type Choice, clauseOf, interpret, interpretationsOf, type RulebookVersion, versionOn } from './rules.ts';
import { SOURCE_CLAUSES, sourceRulebook } from './source-rulebook.ts';
import { coverage, structureFindings } from './structure.rules.ts';

const who = { by: '人事李敏', at: '2025-12-20T10:00:00+08:00', reason: '管理层讨论后决定' } as const;
const finding = (version: RulebookVersion, id: string) => lintRulebook(version).find((f) => f.id === id);
const ids = (version: RulebookVersion) => errorsOf(version).map((f) => f.id);

function answered(): RulebookVersion {
  const adopted = adopt(sourceRulebook('as-printed', '1.0'), 'hardened', who.by, who.at, who.reason);
  const dressed = choose(adopted, { parameter: 'dress.matrix', value: dressMatrix('no-rule', 'no-rule'), ...who });
  return choose(dressed, { parameter: 'published_at', value: '2026-01-01', ...who });
}

test('照原文公布被拒，至少列出这些矛盾与空白 [AC-10]', () => {
  const version = sourceRulebook('as-printed');
  expect(ids(version)).toEqual(expect.arrayContaining(['CG-04', 'CG-06', 'CG-07', 'CG-11', 'CG-12', 'CG-14', 'CG-15', 'CG-21', 'CG-23', 'CG-27']));
  expect(() => publish(version)).toThrow(expect.objectContaining({ code: 'rulebook.unpublishable', fields: expect.objectContaining({ 'CG-04': expect.anything() }) }));
});

test.each([
  ['CG-04', ['CC-1.14b', 'CC-FINE-3'], 'badge.loss', /150–250.*30/, { kind: 'amount', fen: 3000 }],
  ['CG-06', ['CC-ORAL-12', 'CC-DIS-8'], 'pay-secrecy.serious', /同样的话/, 'oral'],
  ['CG-07', ['CC-1.11b', 'CC-ORAL-13'], 'phone.urgent_in_rest_area', /急电/, 'allow'],
  ['CG-11', ['CC-FINE-1', 'CC-5.2b'], 'late.period', /2 次/, 'calendar-month'],
  ['CG-12', ['CC-ORAL-2', 'CC-DIS-6'], 'absence.level[2 days]', /2 天没有/, 'oral'],
  ['CG-14', ['CC-ESC-2'], 'repeat.window', /追溯多久/, 'P12M'],
  ['CG-15', ['CC-ESC-3a', 'CC-ESC-3b'], 'accumulation.oral.window', /没有期限/, 'P12M'],
  ['CG-21', ['CC-FINE-5', 'CC-DIS-9'], 'forgery.ordinary', /没有处分级别/, 'written'],
  ['CG-27', ['CC-EFF-2'], 'published_at', /没有公布日期/, null],
] as const)('%s 是阻止公布的错误，写明条款、参数与建议 [AC-10] [CG-04] [CG-06] [CG-07] [CG-11] [CG-12] [CG-14] [CG-15] [CG-21] [CG-27]', (id, clauses, parameter, message, suggestion) => {
  const found = finding(sourceRulebook('as-printed'), id);
  expect(found).toMatchObject({ severity: 'error', clauses, parameter, suggestion, chosen: null });
  expect(found?.message[0]).toMatch(message);
  expect(found?.message[1]).not.toBe('');
});

test('逐项选定之后可以公布，每项选择都显示谁、何时、为何 [AC-10] [CC-EFF-2]', () => {
  const version = answered();
  expect(ids(version)).toEqual([]);
  expect(publish(version)).toMatchObject({ status: 'effective', parameters: { published_at: '2026-01-01' } });
  expect(finding(version, 'CG-04')).toMatchObject({ severity: 'info', chosen: { parameter: 'badge.loss', value: { kind: 'amount', fen: 3000 }, ...who } });
  expect(finding(version, 'CG-14')?.chosen).toMatchObject({ value: 'P12M', ...who });
});

test('硬化预设只剩公布日期和周末着装待定', () => {
  expect(ids(sourceRulebook('hardened'))).toEqual(['CG-23', 'CG-27']);
});

test('周末无人上班时着装空白不阻止公布', () => {
  const weekdays = choose(sourceRulebook('hardened'), { parameter: 'dress.rostered_days', value: [1, 2, 3, 4, 5], ...who });
  expect(ids(weekdays)).toEqual(['CG-27']);
  expect(finding(sourceRulebook('hardened'), 'CG-23')?.message[0]).toContain('周六 (16)');
});

test('薪酬保密选了开除而没写特别严重的标准，仍是错误 [CG-06]', () => {
  const dismissal = choose(answered(), { parameter: 'pay-secrecy.serious', value: 'dismissal', ...who });
  expect(finding(dismissal, 'CG-06')).toMatchObject({ severity: 'error', parameter: 'pay-secrecy.dismissal_criterion' });
  const written = choose(dismissal, { parameter: 'pay-secrecy.dismissal_criterion', value: '泄露他人工资并造成诉讼', ...who });
  expect(ids(written)).toEqual([]);
});

test('矛盾消失后不再报告：两处门卡金额一致', () => {
  const agreed = amend(sourceRulebook('as-printed'), '0.2', { 'CC-1.14b': { figures: { from_yuan: 30, to_yuan: 30 } } });
  expect(finding(agreed, 'CG-04')).toBeUndefined();
});

test('重组与版面不明的条款确认后降为提示，并显示确认人 [CG-01] [CG-02] [CG-03] [CG-20]', () => {
  const before = sourceRulebook('as-printed');
  expect(finding(before, 'CG-01')).toMatchObject({ severity: 'warning', clauses: expect.arrayContaining(['CC-DIS-6', 'CC-DIS-21']) });
  expect(finding(before, 'CG-02')?.clauses).toEqual(['CC-IIP-1', 'CC-IIP-2', 'CC-IIP-3']);
  expect(finding(before, 'CG-03')?.clauses).toEqual(['CC-5.R1', 'CC-5.R2']);
  expect(finding(before, 'CG-20')?.clauses).toEqual(['CC-FINE-5']);
  expect(clauseOf(before, 'CC-FINE-5')?.text[0]).toContain('个人利益');
  const confirmed = choose(before, { parameter: 'clauses.confirmed', value: ['CC-IIP-1', 'CC-IIP-2', 'CC-IIP-3'], ...who });
  expect(finding(confirmed, 'CG-02')).toMatchObject({ severity: 'info', chosen: who });
  expect(finding(confirmed, 'CG-01')?.severity).toBe('warning');
});

test('照原文计薪带法律风险提示 [CG-13]', () => {
  expect(finding(sourceRulebook('as-printed'), 'CG-13')?.severity).toBe('warning');
  expect(finding(sourceRulebook('hardened'), 'CG-13')?.severity).toBe('info');
});

test('覆盖表列出没有处分的规定和没有规定的处分，“只作记录”是合法的选择 [CG-22]', () => {
  const version = sourceRulebook('as-printed');
  const { rulesWithoutSanction, sanctionsWithoutRule } = coverage(version);
  expect(rulesWithoutSanction).toEqual([
    'CC-1.1', 'CC-1.2a', 'CC-1.2b', 'CC-1.4a', 'CC-1.4b', 'CC-1.5', 'CC-1.5.2', 'CC-1.6b', 'CC-1.7', 'CC-1.8', 'CC-1.9a', 'CC-1.9b', 'CC-1.9c', 'CC-1.10',
    'CC-1.12b', 'CC-1.13a', 'CC-1.13b', 'CC-1.14a', 'CC-2.1a', 'CC-2.1b', 'CC-2.2', 'CC-3.1', 'CC-4.1', 'CC-4.2a', 'CC-4.2b', 'CC-5.1a', 'CC-5.R1', 'CC-5.R2',
  ]);
  expect(sanctionsWithoutRule).toEqual(expect.arrayContaining(['CC-ORAL-2', 'CC-ORAL-7', 'CC-ORAL-11', 'CC-WRIT-2', 'CC-WRIT-9', 'CC-DIS-1', 'CC-DIS-8', 'CC-DIS-21']));
  expect(sanctionsWithoutRule).not.toContain('CC-WRIT-1');
  const recorded = choose(version, { parameter: 'coverage.record_only', value: rulesWithoutSanction, ...who });
  expect(finding(version, 'CG-22')?.severity).toBe('warning');
  expect(finding(recorded, 'CG-22')).toMatchObject({ severity: 'info', chosen: who });
});

test('化妆一条是建议，不是义务 [CC-2.2]', () => {
  expect(SOURCE_CLAUSES.filter((c) => c.weight === 'advice').map((c) => c.code)).toEqual(['CC-2.2']);
});

test('没有理由的选择被拒；公布后的版本不能再改', () => {
  const choice: Choice = { parameter: 'late.combine', value: true, ...who };
  expect(() => choose(sourceRulebook('as-printed'), { ...choice, reason: ' ' })).toThrow(expect.objectContaining({ code: 'rulebook.choice_reason_missing' }));
  expect(() => choose(publish(answered()), choice)).toThrow(expect.objectContaining({ code: 'rulebook.not_draft' }));
});

test('改条款得到新草稿，没有公布日期；不存在的条款被拒', () => {
  const next = amend(publish(answered()), '1.1', { 'CC-IIP-4': { base: 'action' } });
  expect(next).toMatchObject({ no: '1.1', status: 'draft', parameters: { published_at: null } });
  expect(clauseOf(next, 'CC-IIP-4')?.base).toBe('action');
  expect(() => amend(next, '1.2', { 'CC-X': {} })).toThrow(Refusal);
});

test('某日适用当日或之前最后公布的版本；公布之前没有规定 [CC-EFF-2]', () => {
  const first = publish(answered());
  const draft = amend(first, '1.1', {});
  const second = publish(choose(draft, { parameter: 'published_at', value: '2026-07-01', ...who }));
  const on = (day: string) => versionOn([second, first], day)?.no ?? null;
  expect([on('2025-12-31'), on('2026-01-01'), on('2026-06-30'), on('2026-07-01')]).toEqual([null, '1.0', '1.0', '1.1']);
  expect(versionOn([draft], '2026-07-01')).toBeNull();
});

test('公司的解释按日期生效 [CC-EFF-1]', () => {
  const version = interpret(sourceRulebook('hardened'), { id: 'JS-1', clause: 'CC-1.10', text: ['保温杯也算', 'A thermos counts too'], by: '人事', from: '2026-03-01' });
  expect(interpretationsOf(version, 'CC-1.10', '2026-02-28')).toEqual([]);
  expect(interpretationsOf(version, 'CC-1.10', '2026-03-01').map((note) => note.id)).toEqual(['JS-1']);
});

test('编辑出的错误阻止公布：编号重复、链接落空、缺级别、缺译文', () => {
  const [first] = SOURCE_CLAUSES;
  const broken = [first!, { ...first!, sanctions: ['CC-GONE'] }, { ...first!, code: 'CC-NEW', kind: 'offence' as const, text: ['新', ''] as const }];
  expect(structureFindings(broken).map((f) => [f.id, f.clauses[0]])).toEqual([
    ['RB-CODE', 'CC-0.1'], ['RB-LINK', 'CC-0.1'], ['RB-LEVEL', 'CC-NEW'], ['RB-TEXT', 'CC-NEW'],
  ]);
  expect(structureFindings(SOURCE_CLAUSES)).toEqual([]);
});
