import { describe, expect, test } from 'vitest';
import { afterMove, decide, onlyTheRoom, openQuestion, periodOf, ruleProblem, sentence, window, type Rule, type Situation } from './rules.ts';

const centre = { zone: 'Asia/Shanghai', dayStarts: '08:00' };
/** A moment of December 2026 on the club's clock; the 7th is a Monday. */
const at = (text: string): Date => {
  const [day = '', time = ''] = text.split(' ');
  return new Date(`2026-12-${day.padStart(2, '0')}T${time.length === 5 ? `${time}:00` : time}+08:00`);
};
const monday: Rule = {
  name: '周一欢唱', starts_on: '2026-01-01', ends_on: null, weekdays: ['mon'], enter_from: '14:00', enter_to: '19:00', room_kinds: ['medium'], products: ['stored_value'], tiers: [],
  minutes: 120, every: 'business_day', on_holidays: true, stacks: false,
};
const arriving = (when: string, more: Partial<Situation> = {}): Situation => ({
  enteredAt: at(when), freeFrom: at(when), roomKind: 'medium', card: { state: 'active', product: 'stored_value', tier: null }, usedIn: null, beside: null, holiday: null, centre, ...more,
});
const card = (more: Partial<Situation['card']>): Partial<Situation> => ({ card: { state: 'active', product: 'stored_value', tier: null, ...more } });

describe('周一权益的每一道边界 [VIP-8.5] [AS-12] [G11]', () => {
  test.each([
    ['13:59:59 差一秒', '7 13:59:59', {}, 'time'],
    ['18:59:59 还算', '7 18:59:59', {}, null],
    ['14:00:00 起', '7 14:00:00', {}, null],
    ['19:00:00 不含', '7 19:00:00', {}, 'time'],
    ['大包', '7 15:00', { roomKind: 'large' }, 'room'],
    ['小包', '7 15:00', { roomKind: 'small' }, 'room'],
    ['豪包', '7 15:00', { roomKind: 'luxury' }, 'room'],
    ['周二同一时间', '8 15:00', {}, 'weekday'],
    ['周日同一时间', '6 15:00', {}, 'weekday'],
    ['会员卡（200 元）', '7 15:00', card({ product: 'member' }), 'product'],
    ['学生卡', '7 15:00', card({ product: 'student' }), 'product'],
    ['未激活的卡', '7 15:00', card({ state: 'issued' }), 'card'],
    ['挂失的卡', '7 15:00', card({ state: 'suspended' }), 'card'],
    ['贵宾没有区别', '7 15:00', card({ tier: 'vip' }), null],
    ['当天已用过', '7 17:00', { usedIn: 'KF-1' }, 'once'],
    ['本次已有别的权益', '7 15:00', { beside: { name: '生日', stacks: true } }, 'stack'],
    ['元旦也算', '7 15:00', { holiday: '元旦' }, null],
  ] as const)('%s', (_, when, more, refusedFor) => {
    expect(decide(monday, arriving(when, more)).refusedFor).toBe(refusedFor);
  });

  test('两小时：14:00:00 至 16:00:00，18:59:59 至 20:59:59', () => {
    expect([decide(monday, arriving('7 14:00:00')).until, decide(monday, arriving('7 18:59:59')).until]).toEqual([at('7 16:00:00'), at('7 20:59:59')]);
    expect(decide(monday, arriving('7 13:59:59'))).toMatchObject({ from: null, until: null, granted: false });
  });
});

describe('营业日不按零点', () => {
  const night: Rule = { ...monday, name: '周一夜场', enter_from: '23:00', enter_to: '02:00' };
  test.each([
    ['周一 23:00', '7 23:00', null, '2026-12-07'],
    ['周二凌晨 01:59:59 仍是周一', '8 01:59:59', null, '2026-12-07'],
    ['周一凌晨 01:00 属于周日', '7 01:00', 'weekday', '2026-12-06'],
    ['周二 23:00', '8 23:00', 'weekday', '2026-12-08'],
    ['周一 22:59:59', '7 22:59:59', 'time', '2026-12-07'],
    ['周二凌晨 02:00 不含', '8 02:00', 'time', '2026-12-07'],
  ] as const)('%s', (_, when, refusedFor, day) => {
    expect(decide(night, arriving(when))).toMatchObject({ refusedFor, day });
  });
  test('周一凌晨用过不影响周一下午：分属两个营业日', () => {
    expect([decide(night, arriving('7 01:00')).period, decide(monday, arriving('7 15:00')).period]).toEqual(['2026-12-06', '2026-12-07']);
  });
  test('时段的起止落在哪一刻', () => {
    expect(window(night, '2026-12-07', centre)).toEqual({ from: at('7 23:00'), to: at('8 02:00') });
    expect(window({ enter_from: '08:00', enter_to: '08:00' }, '2026-12-07', centre)).toEqual({ from: at('7 08:00'), to: at('8 08:00') });
  });
});

test.each([
  ['规则开始前一天', { starts_on: '2026-12-08' }, 'dates'],
  ['规则最后一天', { ends_on: '2026-12-07' }, null],
  ['规则已过期', { ends_on: '2026-12-06' }, 'dates'],
  ['限贵宾，没有等级', { tiers: ['vip', 'gold'] }, 'tier'],
  ['每周', { every: 'week' }, null],
] as const)('规则的其他条件：%s', (_, more, refusedFor) => {
  expect(decide({ ...monday, ...more } as Rule, arriving('7 15:00')).refusedFor).toBe(refusedFor);
});

test('金卡符合“限贵宾、金卡”；节假日不适用的规则在节假日拒绝；两项都允许叠加才叠加', () => {
  expect(decide({ ...monday, tiers: ['vip', 'gold'] }, arriving('7 15:00', card({ tier: 'gold' }))).granted).toBe(true);
  expect(decide({ ...monday, on_holidays: false }, arriving('7 15:00', { holiday: '春节' })).refusedFor).toBe('holiday');
  expect(decide({ ...monday, on_holidays: false }, arriving('7 15:00')).granted).toBe(true);
  expect([[true, true], [true, false], [false, true]].map(([own, other]) => decide({ ...monday, stacks: own! }, arriving('7 15:00', { beside: { name: '下午茶', stacks: other! } })).granted)).toEqual([true, false, false]);
});

test('次数按营业日、按周（周一起）、按月', () => {
  expect([periodOf('2026-12-13', 'business_day'), periodOf('2026-12-13', 'week'), periodOf('2026-12-07', 'week'), periodOf('2026-12-13', 'month')]).toEqual(['2026-12-13', '2026-12-07', '2026-12-07', '2026-12']);
});

test('说明写全每个条件，账单上一句话：给多少、到几点，或者差在哪里', () => {
  const late = decide(monday, arriving('8 19:00', { ...card({ product: 'member' }), roomKind: 'large', usedIn: 'KF-1' }));
  expect(late.checks.filter((c) => !c.ok).map((c) => c.name)).toEqual(['product', 'weekday', 'time', 'room', 'once']);
  expect(sentence(monday, late, centre)).toEqual(['周一欢唱：不享受，这张是会员卡，限储值卡', '周一欢唱: not granted. This is a membership card; for: stored-value card']);
  expect(sentence(monday, decide(monday, arriving('7 13:59:59')), centre)[0]).toBe('周一欢唱：不享受，13:59:59 开机进场，限 14:00（含）至 19:00（不含）');
  expect(sentence(monday, decide(monday, arriving('7 14:00')), centre)[0]).toBe('周一欢唱：免费 120 分钟，14:00 至 16:00');
});

test('主管只能放宽包厢类型，别的差一条都不行', () => {
  expect(onlyTheRoom(decide(monday, arriving('7 15:00', { roomKind: 'large' })).checks)).toBe(true);
  expect(onlyTheRoom(decide(monday, arriving('7 19:00', { roomKind: 'large' })).checks)).toBe(false);
  expect(onlyTheRoom(decide(monday, arriving('7 19:00')).checks)).toBe(false);
  expect(onlyTheRoom(decide(monday, arriving('7 15:00')).checks)).toBe(false);
});

test('换房：还是中包就继续，换到别的类型就停，主管替换过的继续 [P14]', () => {
  expect([afterMove(monday, 'medium', false), afterMove(monday, 'large', false), afterMove(monday, 'large', true)]).toEqual(['goes_on', 'stops', 'goes_on']);
});

test.each([
  [{ enter_from: '14:00', enter_to: '14:00' }, 'window'],
  [{ enter_from: '19:00', enter_to: '14:00' }, 'window'],
  [{ enter_from: '23:00', enter_to: '02:00' }, undefined],
  [{ ends_on: '2025-12-31' }, 'dates'],
] as const)('规则本身不能写错：%o', (more, code) => {
  expect(ruleProblem({ ...monday, ...more }, centre)?.code).toBe(code);
});

test.each([
  [['student'], [], null, 1, '学生卡售价'],
  [['student'], [], 10_000, null, undefined],
  [['stored_value'], ['gold'], null, null, '金卡门槛'],
  [['stored_value'], ['vip'], null, null, undefined],
  [['stored_value'], [], null, null, undefined],
] as const)('承诺给 %o %o，学生卡价 %s、金卡门槛 %s：%s [G9] [G24]', (products, tiers, studentPrice, goldThreshold, words) => {
  expect(openQuestion({ products: [...products], tiers: [...tiers] }, { studentPrice, goldThreshold })?.[0].match(/“(.+?)”/)?.[1]).toBe(words);
});
