/**
 * Grooming and dress (仪容与着装): hair, make-up, what may be worn from Monday to Thursday and on Friday.
 * CC-2.1a to CC-2.3.F3. The items by weekday stand in `dress.rules.ts`.
 */
import { type Clause, rule } from '../clause.rules.ts';

const dress = { sanctions: ['CC-IIP-4', 'CC-ORAL-1'] } as const;

export const APPEARANCE: readonly Clause[] = [
  rule('CC-2.1a', [68, 68], [
    '头发须干净，不得染成绿、蓝、白之类的杂色。',
    'Hair is clean and not dyed in odd or several colours such as green, blue or white.',
  ]),
  rule('CC-2.1b', [68, 70], [
    '男员工头发不宜过长，不留怪异发型，每天剃须。',
    'Male staff keep their hair from growing too long or odd in style and shave every day.',
  ], { figures: { shaves_per_day: 1 } }),
  rule('CC-2.2', [72, 72], [
    '建议女同事化淡妆、不化浓妆；建议男同事不化妆。',
    'Advice: women wear light rather than heavy make-up; men wear none.',
  ], { weight: 'advice' }),
  rule('CC-2.3', [74, 74], ['着装须严格按公司要求。', 'The dress code of the company is strictly kept.'], dress),
  rule('CC-2.3.W1', [78, 78], [
    '周一至周四：吊带衫、吊带裙、背心外面须加长袖或短袖上衣；奇装异服一律不许。',
    'Monday to Thursday: camisole tops, camisole dresses and vests only under a long- or short-sleeved top; no bizarre dress at all.',
  ], dress),
  rule('CC-2.3.W2', [78, 80], [
    '周一至周四：牛仔裤、牛仔裙、牛仔短裙和任何面料的热裤都不许；裤长不到大腿 1/2 的即为热裤。',
    'Monday to Thursday: no jeans, denim skirts, denim mini-skirts or hot pants of any fabric; shorter than 1/2 of the thigh counts as hot pants.',
  ], { ...dress, figures: { hot_pants_below_thigh_fraction: 0.5 } }),
  rule('CC-2.3.W3', [82, 84], [
    '周一至周四：耐克、阿迪达斯、安踏等运动品牌的运动鞋和休闲鞋以及波鞋、板鞋不许；居家拖鞋、保暖鞋、夹脚拖鞋、凉鞋不许；休闲款皮鞋可以。',
    'Monday to Thursday: no sports or casual shoes of sports brands (Nike, Adidas, Anta and the like), trainers or board shoes; no house slippers, warm house shoes, flip-flops or sandals; casual leather shoes are allowed.',
  ], dress),
  rule('CC-2.3.F1', [88, 90], [
    '周五：鞋的要求与周一至周四相同。',
    'Friday: the same rule for shoes as from Monday to Thursday.',
  ], dress),
  rule('CC-2.3.F2', [92, 92], [
    '周五：吊带、背心与奇装异服的要求与周一至周四相同。',
    'Friday: the same rule for camisoles, vests and bizarre dress as from Monday to Thursday.',
  ], dress),
  rule('CC-2.3.F3', [92, 92], [
    '周五：牛仔裤不许（牛仔裙、热裤未提及）。',
    'Friday: no jeans (denim skirts and hot pants are not mentioned).',
  ], dress),
];
