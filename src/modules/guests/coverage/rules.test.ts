/** Duty coverage: its rules, and whether its data holds every sentence of articles 4 and 5 once. */
import { expect, test } from 'vitest';
import { byCode, frequencyOf, isMonth, lacking, notPublishable, ownFirst, sectionOf, SECTIONS, standingOf } from './rules.ts';
import { CLUB } from './statements-club.ts';
import { LOGISTICS } from './statements-logistics.ts';

const proof = (known: boolean, count: number) => ({ name: 'x', known, count });
test.each([
  ['有凭据', [proof(true, 0), proof(true, 2)], 0, 'fulfilled'], ['本月还没有', [proof(true, 0)], 0, 'not_yet'], ['有待定事项，再多凭据也不算', [proof(true, 9)], 1, 'open_question'],
  ['没有落实手段', [], 0, 'no_means'], ['手段未安装', [proof(false, 0)], 0, 'no_means'],
] as const)('一句话落实没有：%s [AS-44]', (_case, proofs, open, standing) => { expect(standingOf(proofs, open)).toBe(standing); });

test('第四、五条每一句都在，编号不缺不重，中英文俱全 [AS-44]', () => {
  const wanted = (head: string, counts: readonly number[]) => counts.flatMap((n, i) => Array.from({ length: n }, (_, k) => `${head}-${i + 1}.${k + 1}`));
  expect(CLUB.map((s) => s[0]).sort(byCode)).toEqual(wanted('VIP', [15, 16, 6, 9, 14, 9, 8, 9, 11]));
  expect(LOGISTICS.map((s) => s[0]).sort(byCode)).toEqual(wanted('LOG', [12, 8, 10, 5, 4, 4, 2, 3, 3, 11]));
  expect([...CLUB, ...LOGISTICS].filter(([, owner, zh, en]) => owner === '' || zh.length < 3 || en.length < 5)).toEqual([]);
});
const whole = { code: 'LOG-1.1', owner_role: 'vehicle_dispatcher', deputy_role: 'logistics_head', frequency: 'each', proofs: 'vehicle.create', open_question: null };
test.each([
  ['四项齐全', {}, []], ['没有责任岗位', { owner_role: null }, ['owner']], ['没有代理', { deputy_role: ' ' }, ['deputy']], ['没有频次', { frequency: null }, ['frequency']], ['没有凭据', { proofs: null }, ['evidence']],
  ['代理就是责任人', { deputy_role: 'vehicle_dispatcher' }, ['a deputy other than the owner']], ['四项皆无', { owner_role: null, deputy_role: null, frequency: null, proofs: null }, ['owner', 'deputy', 'frequency', 'evidence']],
  ['写明了什么待定', { owner_role: null, proofs: null, open_question: '由谁做待定' }, []],
] as const)('条文生效缺什么：%s [AS-44]', (_case, part, missing) => { expect(lacking({ ...whole, ...part }).map((m) => m[1])).toEqual(missing); });
test('待定事项或四项不全的不能公布，说出是哪些 [AS-44]', () => {
  expect(notPublishable([['金卡门槛', 'Gold']], [])).toEqual(['规章待定事项尚未答复：金卡门槛', 'Open questions have no answer: Gold']);
  expect(notPublishable([], [whole, { ...whole, code: 'VIP-5.3', deputy_role: null, proofs: null }])).toEqual(['责任、代理、频次、凭据不全：VIP-5.3（代理岗位、凭据）', 'Without owner, deputy, frequency or evidence: VIP-5.3 (deputy, evidence)']);
  expect(notPublishable([], [whole])).toBeNull();
});
test.each([[[], 'each'], [[{ every: 'day' }, { every: 'month' }], 'day'], [[{ every: 'month', months: [3, 6, 9, 12] }], 'quarter'], [[{ every: 'month', months: [6, 12] }], 'half_year'], [[{ every: 'year' }], 'year'], [[{ every: 'month' }], 'month']] as const)(
  '频次按所凭的定期事项建议：%j 为 %s [AS-44]', (recurs, frequency) => { expect(frequencyOf(recurs)).toBe(frequency); });
test('章节与月份', () => {
  expect([sectionOf('VIP-5.11'), sectionOf('LOG-10.2'), isMonth('2026-12'), isMonth('2026-13')]).toEqual(['VIP-5', 'LOG-10', true, false]);
});

test('先列读者自己的一条：后勤主任先看第四条，贵宾中心主任先看第五条，旁人按编号 [AS-44]', () => {
  const s = (code: string, ...posts: string[]) => ({ code, posts });
  const all = [s('VIP-1.2', 'vip_agent'), s('LOG-2.1', 'estate_clerk', 'logistics_head'), s('VIP-9.1', 'vip_director'), s('LOG-1.1', 'vehicle_dispatcher', 'logistics_head'), s('VIP-1.1', 'vip_agent')];
  const order = (...posts: string[]) => ownFirst(all, posts).map((x) => x.code);
  expect(order('logistics_head')).toEqual(['LOG-1.1', 'LOG-2.1', 'VIP-1.1', 'VIP-1.2', 'VIP-9.1']);
  expect(order('vip_director')).toEqual(['VIP-1.1', 'VIP-1.2', 'VIP-9.1', 'LOG-1.1', 'LOG-2.1']);
  expect(order('auditor')).toEqual(['VIP-1.1', 'VIP-1.2', 'VIP-9.1', 'LOG-1.1', 'LOG-2.1']);
});
test('每一章都有名称，两种文字 [AS-44]', () => {
  const sections = [...new Set([...CLUB, ...LOGISTICS].map(([code]) => sectionOf(code)))];
  expect([sections.length, sections.filter((x) => !SECTIONS[x]?.every((words) => words.length > 1))]).toEqual([19, []]);
});
