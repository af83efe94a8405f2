/** Duty coverage: its rules, and whether its data holds every sentence of articles 4 and 5 once. */
import { expect, test } from 'vitest';
import { byCode, isMonth, notPublishable, sectionOf, standingOf } from './rules.ts';
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
test('待定事项或没有责任岗位的不能公布，说出是哪些 [AS-44]', () => {
  expect(notPublishable([['金卡门槛', 'Gold']], [])).toEqual(['规章待定事项尚未答复：金卡门槛', 'Open questions have no answer: Gold']);
  expect(notPublishable([], ['VIP-5.3'])?.[0]).toContain('VIP-5.3');
  expect(notPublishable([], [])).toBeNull();
});
test('章节与月份', () => {
  expect([sectionOf('VIP-5.11'), sectionOf('LOG-10.2'), isMonth('2026-12'), isMonth('2026-13')]).toEqual(['VIP-5', 'LOG-10', true, false]);
});
