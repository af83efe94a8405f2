import { describe, expect, test } from 'vitest';
import { assertAmount, assertPapers, assertQuota, coverageProblem, parseSheets, proposeSheets, sheetsText, spanText, takeInOrder, totalOf, voidProblem, without, type Papers } from './rules.ts';

describe('定额发票凑数', () => {
  const plenty = { 10000: 50, 5000: 50, 2000: 50, 1000: 50 };
  test('388.00：3×100、1×50、1×20、1×10 共 380.00，差 8.00 [AS-27]', () => {
    expect(proposeSheets(38_800, plenty)).toEqual({ sheets: { 10000: 3, 5000: 1, 2000: 1, 1000: 1 }, total: 38_000, uncovered: 800 });
  });
  test.each([
    ['大面额先拿会漏掉最近的', 6_000, { 5000: 1, 2000: 3 }, 6_000, '20×3'],
    ['同样金额取张数最少', 10_000, { 10000: 1, 5000: 9, 1000: 99 }, 10_000, '100×1'],
    ['只剩小面额', 38_800, { 1000: 12 }, 12_000, '10×12'],
    ['一张也放不下', 900, plenty, 0, ''],
    ['没有发票', 38_800, {}, 0, ''],
    ['有一种面额已用完', 38_000, { 10000: 3, 5000: 0, 2000: 9 }, 38_000, '100×3 20×4'],
  ] as const)('%s', (_name, amount, held, total, text) => {
    const p = proposeSheets(amount, held);
    expect([p.total, sheetsText(p.sheets), p.uncovered]).toEqual([total, text, amount - total]);
  });
  test('与逐一枚举的结果相同', () => {
    let seed = 11;
    const next = (n: number) => { seed = (seed * 48_271) % 2_147_483_647; return seed % n; };
    for (let round = 0; round < 200; round++) {
      const held = { 10000: next(4), 5000: next(3), 2000: next(5), 1000: next(3) };
      const amount = next(50_000);
      let best = 0;
      for (let a = 0; a <= held[10_000]; a++) for (let b = 0; b <= held[5_000]; b++) for (let c = 0; c <= held[2_000]; c++) for (let d = 0; d <= held[1_000]; d++) {
        const sum = a * 10_000 + b * 5_000 + c * 2_000 + d * 1_000;
        best = sum <= amount && sum > best ? sum : best;
      }
      const p = proposeSheets(amount, held);
      expect([p.total, totalOf(p.sheets)]).toEqual([best, best]);
    }
  });
  test('不足部分须客人同意；超过一分也不行 [AS-27] [VIP-6.4]', () => {
    expect(() => assertAmount(38_800, 38_000, true)).not.toThrow();
    expect(() => assertAmount(38_800, 38_000, null)).toThrow(expect.objectContaining({ code: 'invoice.consent', label: [expect.stringContaining('8.00'), expect.anything()] }));
    expect(() => assertAmount(38_800, 38_801, true)).toThrow(expect.objectContaining({ code: 'invoice.above' }));
    expect(() => assertAmount(800, 0, true)).toThrow(expect.objectContaining({ code: 'invoice.no_sheets' }));
  });
  test('面额写法', () => {
    expect(parseSheets('100×3 50x1，20*1')).toEqual({ 10000: 3, 5000: 1, 2000: 1 });
    expect(() => parseSheets('100')).toThrow(expect.objectContaining({ code: 'invoice.unreadable' }));
    expect(() => parseSheets('100×0')).toThrow(expect.objectContaining({ code: 'invoice.unreadable' }));
  });
});

describe('号码', () => {
  test('按顺序取号，跨号段；不够则不取', () => {
    const ranges = [{ first: 30, last: 39 }, { first: 10, last: 11 }];
    expect(takeInOrder(ranges, 3)).toEqual([{ first: 10, last: 11 }, { first: 30, last: 30 }]);
    expect(takeInOrder(ranges, 13)).toBeNull();
  });
  test('从中间取走，两边各剩一段', () => {
    expect(without({ first: 1, last: 9 }, { first: 4, last: 6 })).toEqual({ before: { first: 1, last: 3 }, after: { first: 7, last: 9 } });
    expect(without({ first: 1, last: 9 }, { first: 1, last: 9 })).toEqual({ before: null, after: null });
  });
  test.each([
    [[[1, 4], [5, 10]], null], [[[1, 4], [6, 10]], '缺 00000005'], [[[1, 5], [5, 10]], '00000005 重复'], [[[1, 9]], '缺 00000010'], [[[1, 11]], '超出'],
  ] as const)('号段 %j 与入库 1-10 比较', (spans, problem) => {
    expect(coverageProblem({ first: 1, last: 10 }, spans.map(([first, last]) => ({ first, last })))?.[0] ?? null).toEqual(problem === null ? null : expect.stringContaining(problem));
  });
  test('号码写八位', () => expect([spanText({ first: 123_451, last: 123_500 }), spanText({ first: 7, last: 7 })]).toEqual(['00123451-00123500', '00000007']));
});

const papers: Papers = { ticket: { state: 'paid', invoiceable: 38_800, session: 's', kind: 'consumption' }, session: { id: 's' }, earlier: null, zone: 'Asia/Shanghai' };
test.each([
  ['齐全', {}, null], ['没有小票', { ticket: null }, 'invoice.no_ticket'], ['没有开房单', { session: null }, 'invoice.no_room_slip'],
  ['不是同一次消费', { session: { id: 'other' } }, 'invoice.other_room'], ['未付款', { ticket: { ...papers.ticket!, state: 'open' } }, 'invoice.unpaid'],
  ['全用储值支付', { ticket: { ...papers.ticket!, invoiceable: 0 } }, 'invoice.nothing'],
] as const)('开票单据：%s [VIP-6.3]', (_name, change, code) => {
  const attempt = () => assertPapers({ ...papers, ...change });
  expect(codeOf(attempt)).toBe(code);
});
test('同一小票第二次：说出发票号、时间、开票人 [AS-25]', () => {
  expect(() => assertPapers({ ...papers, earlier: { numbers: '00123455', at: new Date('2026-12-07T13:14:00Z'), by: '周宇' } }))
    .toThrow(expect.objectContaining({ code: 'invoice.twice', label: ['这张小票已开发票 00123455，2026-12-07 21:14 由 周宇 开具', expect.anything()] }));
});

test('电子发票额度按月计', () => {
  expect(() => assertQuota(100_000, 60_000, 40_000)).not.toThrow();
  expect(() => assertQuota(null, 60_000, 99_000_000)).not.toThrow();
  expect(() => assertQuota(100_000, 60_000, 40_001)).toThrow(expect.objectContaining({ code: 'invoice.quota' }));
});

test('作废只限同一班次的纸质发票', () => {
  expect(voidProblem({ shift: 'a', model: 'denominated' }, 'a')).toBeNull();
  expect(voidProblem({ shift: 'a', model: 'denominated' }, 'b')?.[0]).toContain('开具的当班');
  expect(voidProblem({ shift: 'a', model: 'denominated' }, null)?.[0]).toContain('开具的当班');
  expect(voidProblem({ shift: 'a', model: 'electronic' }, 'a')?.[0]).toContain('红字');
});

function codeOf(attempt: () => void): string | null {
  try { attempt(); } catch (e) { return (e as { code: string }).code; }
  return null;
}
