/** The rules of the floor, as tables; no database. */
import { expect, test } from 'vitest';
import { metresBetween, nearestFirst, refuseFurther, refuseHandOver, refuseMonth, refuseUntidy } from './rules.ts';

const at = (time: string) => new Date(`2026-12-07T${time}:00Z`);
const staff = [
  { employee: 'a', name: '阿依', area: '二楼东', storey: 2, along: 80, busy: false, free_since: at('12:00') },
  { employee: 'b', name: '巴特', area: '二楼西', storey: 2, along: 10, busy: false, free_since: at('12:30') },
  { employee: 'c', name: '曹敏', area: '208 门口', storey: 2, along: 42, busy: true, free_since: at('11:00') },
  { employee: 'd', name: '邓思', area: '二楼西', storey: 2, along: 10, busy: false, free_since: at('12:10') },
];
test('派最近的空闲人员；同样近的派空闲最久的；忙的排在后面，并说明理由 [VIP-7.5]', () => {
  const ranked = nearestFirst({ storey: 2, along: 40 }, staff);
  expect(ranked.map((r) => [r.employee, r.metres])).toEqual([['d', 30], ['b', 30], ['a', 40], ['c', 2]]);
  expect(ranked[0]!.reason).toEqual(['邓思在二楼西，约 30 米，空闲', '邓思 at 二楼西, about 30 m, is free']);
});
test('上一层楼按四十米算：楼下二十米处的不如同层三十米处的近', () => {
  expect([metresBetween({ storey: 1, along: 20 }, { storey: 2, along: 40 }), metresBetween({ storey: 2, along: 10 }, { storey: 2, along: 40 })]).toEqual([60, 30]);
});
test('不派最近的要写原因；没有人在岗时不拦', () => {
  const ranked = nearestFirst({ storey: 2, along: 40 }, staff);
  expect(() => refuseFurther(ranked, 'a', null)).toThrow('floor_request.nearest');
  refuseFurther(ranked, 'a', '客人点名');
  refuseFurther(ranked, 'd', null);
  refuseFurther([], 'a', null);
});
const none = { calls: 0, complaints: 0, requests: 0, findings: 0 };
test('交班不能交给自己，有未结事项要逐件交代 [VIP-5.14]', () => {
  expect(() => refuseHandOver(none, null, 'li', 'li')).toThrow('duty_record.same');
  expect(() => refuseHandOver({ ...none, complaints: 1 }, null, 'li', 'zhou')).toThrow('duty_record.matters');
  refuseHandOver({ ...none, complaints: 1 }, '208 房投诉待经理答复', 'li', 'zhou');
  refuseHandOver(none, null, 'li', 'zhou');
});
test.each([['2026-13', 'service_review.month'], ['十一月', 'service_review.month'], ['2027-01', 'service_review.early']])('月份 %s 不收', (month, code) => {
  expect(() => refuseMonth(month, '2026-12-07')).toThrow(code);
});
test('本月和以前的月份可以检讨', () => {
  refuseMonth('2026-12', '2026-12-07');
  refuseMonth('2026-11', '2026-12-07');
});
test('站点不整齐的要写明怎么处理 [VIP-5.6]', () => {
  expect(() => refuseUntidy({ articles: false, forms: true, note: null })).toThrow('station.note');
  refuseUntidy({ articles: false, forms: true, note: '雨伞架已归位' });
  refuseUntidy({ articles: true, forms: true, note: null });
});
