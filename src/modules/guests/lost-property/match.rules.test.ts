import { expect, test } from 'vitest';
import { fitOf, type InKeeping, type Reported } from './match.rules.ts';

const item = (i: Partial<InKeeping> = {}): InKeeping => ({ item_name: '手机', colour: '银色', found_place: '208 包厢', found_on: '2026-12-02', details: '华为 Mate 60，屏保是一只橘猫', ...i });
const report = (r: Partial<Reported> = {}): Reported => ({ item_name: '手机', colour: '灰色', lost_place: null, lost_on: '2026-12-01', description: null, ...r });

test.each([
  ['颜色同族', report(), item(), 'possible'],
  ['颜色同族、地点相同', report({ lost_place: '208' }), item(), 'strong'],
  ['没说颜色，地点相同', report({ colour: null, lost_place: '208 包厢' }), item(), 'possible'],
  ['没说颜色也没说地点', report({ colour: null }), item(), 'none'],
  ['说得出屏保', report({ colour: null, description: '屏保是橘猫' }), item(), 'strong'],
  ['颜色不同，其余都对', report({ colour: '黑色', lost_place: '208', description: '屏保是橘猫' }), item(), 'none'],
  ['不同的东西', report({ item_name: '雨伞' }), item(), 'none'],
  ['钱包不是包', report({ item_name: '钱包', colour: '棕色', lost_place: '208' }), item({ item_name: '手提包', colour: '棕色' }), 'none'],
  ['同类不同叫法', report({ item_name: 'iPhone' }), item(), 'possible'],
  ['包厢号不同不算同一地点', report({ colour: null, lost_place: '209 包厢' }), item(), 'none'],
  ['拾获早于遗失两天', report({ lost_on: '2026-12-04' }), item(), 'none'],
  ['拾获早一天：凌晨前后', report({ lost_on: '2026-12-03' }), item(), 'possible'],
  ['两个月以后', report({ lost_on: '2026-10-01' }), item(), 'none'],
])('%s', (_name, r, i, expected) => expect(fitOf(r, i)).toBe(expected));
