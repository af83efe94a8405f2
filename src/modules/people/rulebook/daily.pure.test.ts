import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DressItem, dressMatrix, dressOn, undefinedCells, withDress } from './dress.rules.ts';
import { publish } from './lint.rules.ts';
import { badgeLoss, keyLoss, lateCount } from './money.rules.ts';
import { AS_PRINTED, HARDENED, months, type Parameters } from './parameters.rules.ts';
import { type PhoneUse, phoneUse } from './phone.rules.ts';
import { choose } from './rules.ts';
import { sourceRulebook } from './source-rulebook.ts';

const who = { by: '人事', at: '2026-01-01T09:00:00+08:00', reason: '统一' } as const;
const matrix = HARDENED['dress.matrix'];

test.each([
  ['周五牛仔裤 [CC-2.3.F3]', 'jeans', '2026-11-20', 'forbidden', 'CC-2.3.F3'],
  ['周五牛仔裙没有规定', 'denim-skirt', '2026-11-20', 'no-rule', null],
  ['周四牛仔裙 [CC-2.3.W2]', 'denim-skirt', '2026-11-19', 'forbidden', 'CC-2.3.W2'],
  ['周一热裤', 'hot-pants', '2026-11-16', 'forbidden', 'CC-2.3.W2'],
  ['周三休闲皮鞋 [CC-2.3.W3]', 'casual-leather-shoes', '2026-11-18', 'allowed', 'CC-2.3.W3'],
  ['周五休闲皮鞋 [CC-2.3.F1]', 'casual-leather-shoes', '2026-11-20', 'allowed', 'CC-2.3.F1'],
  ['周五凉鞋', 'sandals', '2026-11-20', 'forbidden', 'CC-2.3.F1'],
  ['周一吊带加短袖 [CC-2.3.W1]', 'camisole-with-top', '2026-11-16', 'allowed', 'CC-2.3.W1'],
  ['周五吊带不加上衣 [CC-2.3.F2]', 'camisole', '2026-11-20', 'forbidden', 'CC-2.3.F2'],
  ['周六没有规定', 'jeans', '2026-11-21', 'no-rule', null],
] as const)('着装：%s', (_, item, date, verdict, clause) => {
  expect(dressOn(matrix, item, date)).toMatchObject({ verdict, clause });
});

test('按星期着装：周五牛仔裤不行、牛仔裙没有规定、周四牛仔裙不行、休闲皮鞋每天都行，周六未定则不能公布 [AC-18]', () => {
  const on = (item: DressItem, date: string) => dressOn(matrix, item, date);
  expect(on('jeans', '2026-11-20').verdict).toBe('forbidden');
  expect(on('denim-skirt', '2026-11-20')).toMatchObject({ verdict: 'no-rule', text: [expect.stringContaining('CG-23'), 'denim skirt on Fri: no rule printed (CG-23)'] });
  expect(on('denim-skirt', '2026-11-19').verdict).toBe('forbidden');
  expect(['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'].map((date) => on('casual-leather-shoes', date).verdict)).toEqual(Array(5).fill('allowed'));
  expect(on('camisole-with-top', '2026-11-20').verdict).toBe('allowed');
  const version = choose(sourceRulebook('hardened'), { parameter: 'published_at', value: '2026-01-01', ...who });
  expect(() => publish(version)).toThrow(expect.objectContaining({ fields: { 'CG-23': expect.anything() } }));
});

test('未定的格子只看有人上班的日子；改一格只影响那一格', () => {
  const open = dressMatrix('undefined', 'undefined');
  expect(undefinedCells(open, [5]).map((cell) => cell.item)).toEqual(['denim-skirt', 'denim-mini-skirt', 'hot-pants']);
  const decided = withDress(open, 'hot-pants', 5, 'forbid');
  expect(undefinedCells(decided, [5]).map((cell) => cell.item)).toEqual(['denim-skirt', 'denim-mini-skirt']);
  expect(dressOn(decided, 'hot-pants', '2026-11-20')).toMatchObject({ verdict: 'forbidden', clause: 'CC-2.3' });
});

const use: PhoneUse = { zone: 'work-area', device: 'own-mobile', act: 'handling', purpose: 'private', urgent: false, lineFree: true, minutes: 1 };

test.each([
  ['工作区域发短信 [CC-1.11a]', {}, 'offence', 'CC-ACT-5'],
  ['工作区域打手机', { act: 'call' }, 'offence', 'CC-ORAL-13'],
  ['休息区急电且线路允许 [CC-1.11b]', { zone: 'rest-area', act: 'call', urgent: true }, 'allowed', 'CC-1.11b'],
  ['休息区急电但线路忙', { zone: 'rest-area', act: 'call', urgent: true, lineFree: false }, 'offence', 'CC-ORAL-13'],
  ['休息区私人来电不急', { zone: 'rest-area', act: 'call' }, 'offence', 'CC-ORAL-13'],
  ['休息室座机 3 分钟', { zone: 'rest-area', device: 'rest-room-phone', act: 'call', minutes: 3 }, 'allowed', 'CC-ORAL-13'],
  ['休息室座机 5 分钟', { zone: 'rest-area', device: 'rest-room-phone', act: 'call', minutes: 5 }, 'allowed', 'CC-ORAL-13'],
  ['休息室座机 6 分钟', { zone: 'rest-area', device: 'rest-room-phone', act: 'call', minutes: 6 }, 'flagged', 'CC-ORAL-13'],
  ['工位座机私用', { device: 'desk-phone', act: 'call' }, 'offence', 'CC-ORAL-13'],
  ['工位座机公用', { device: 'desk-phone', act: 'call', purpose: 'work' }, 'allowed', null],
  ['中心以外', { zone: 'outside', act: 'call' }, 'allowed', 'CC-ORAL-13'],
] as const)('电话矩阵：%s', (_, change, verdict, clause) => {
  expect(phoneUse(HARDENED, { ...use, ...change })).toMatchObject({ verdict, clause });
});

test('急电条款未选定时按较有利的读法允许，选了禁止才禁止 [CG-07]', () => {
  const urgent = { ...use, zone: 'rest-area', act: 'call', urgent: true } as const;
  expect(phoneUse(AS_PRINTED, urgent).verdict).toBe('allowed');
  expect(phoneUse({ ...HARDENED, 'phone.urgent_in_rest_area': 'forbid' }, urgent).verdict).toBe('offence');
});

test('门卡遗失：未选定取最低的 30 元；不超过补办成本；区间取下限 [CC-FINE-3] [CC-1.14b]', () => {
  const printed = sourceRulebook('as-printed');
  expect(badgeLoss(printed, null)).toMatchObject({ amountFen: 3000, kind: 'compensation', text: [expect.stringContaining('CG-04'), expect.stringContaining('CG-04')] });
  expect(badgeLoss(printed, 2500).amountFen).toBe(2500);
  const range = choose(printed, { parameter: 'badge.loss', value: { kind: 'range', fromFen: 15000, toFen: 25000, criteria: '按卡型' }, ...who });
  expect(badgeLoss(range, null).amountFen).toBe(15000);
  expect(badgeLoss(range, 8000).amountFen).toBe(8000);
});

test('钥匙遗失凭票赔偿；抽屉钥匙未选定不收 [CC-1.14c]', () => {
  expect(keyLoss(HARDENED, 'drawer', 1200).amountFen).toBe(1200);
  expect(keyLoss(HARDENED, 'locker', null)).toMatchObject({ amountFen: null, text: [expect.stringContaining('金额未设定'), expect.any(String)] });
  expect([keyLoss(AS_PRINTED, 'locker', 1200).amountFen, keyLoss(AS_PRINTED, 'drawer', 1200).amountFen]).toEqual([1200, 0]);
});

const late = (on: string, lateMinutes: number, earlyMinutes = 0) => ({ on, lateMinutes, earlyMinutes });

test('迟到 4 分钟加早退 10 分钟合计满 2 次，金额未设定 [CC-FINE-1]', () => {
  const counted = lateCount(HARDENED, [late('2026-11-16', 4, 10)], '2026-11-16');
  expect(counted).toMatchObject({ late: 1, early: 1, threshold: 2, reached: true, charge: { clause: 'CC-FINE-1', kind: 'fine', amountFen: null } });
  expect(counted.text[1]).toContain('amount not configured');
});

test.each([
  ['不合计则各 1 次', { 'late.combine': null }, [late('2026-11-16', 4, 10)], false],
  ['上个月的不算', {}, [late('2026-10-31', 5), late('2026-11-16', 4)], false],
  ['滚动 30 天算上个月', { 'late.period': 'rolling-30-days' }, [late('2026-10-31', 5), late('2026-11-16', 4)], true],
  ['宽限内不算', { 'late.grace_minutes': 5 }, [late('2026-11-10', 5), late('2026-11-16', 5)], false],
  ['超过宽限才算', { 'late.grace_minutes': 5 }, [late('2026-11-10', 6), late('2026-11-16', 6)], true],
  ['之后的日子不算', {}, [late('2026-11-16', 4), late('2026-11-20', 4)], false],
] as readonly (readonly [string, Partial<Parameters>, readonly ReturnType<typeof late>[], boolean])[])('迟到计数：%s [CG-11]', (_, change, days, reached) => {
  expect(lateCount({ ...HARDENED, ...change }, days, '2026-11-16').reached).toBe(reached);
});

test('设定金额后显示金额', () => {
  expect(lateCount({ ...HARDENED, 'late.amount_fen': 5000 }, [late('2026-11-16', 4, 10)], '2026-11-16').charge).toMatchObject({ amountFen: 5000, text: ['50.00 元', '50.00 yuan'] });
});

test('任意补办成本下，门卡赔偿既不超过成本也不超过选定金额', () => {
  fc.assert(fc.property(fc.nat(100_000), (cost) => {
    const amount = badgeLoss(sourceRulebook('hardened'), cost).amountFen;
    expect(amount).toBe(Math.min(cost, 3000));
  }));
});

test('期间的写法', () => {
  expect([months('P12M'), months('P24M')]).toEqual([12, 24]);
});
