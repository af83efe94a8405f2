import { expect, test } from 'vitest';
import { explanationParts } from './explanation-parts.ts';

const sanction = {
  incident: 'INC-2026-0117',
  rule: { version: '1.2', clause: 'CC-IIP-4', text: '违反公司着装要求', base: 'IIP' },
  history_used: [{ decision: 'D-88', level: 'IIP', served: '2026-03-03', why: ['同类，在有效期内', 'same family, in force'] }],
  history_ignored: [{ decision: 'D-41', why: '超出 12 个月' }],
  steps: ['起点 IIP', '重复 → 口头警告'],
  accumulation: { orals_in_window: 1, needed: 3 },
  result: ['口头警告', 'Oral warning'],
  params: { 'repeat.window': 'P12M' },
};

test('处分的依据读成结论、条款、用到与未计入的历史、步骤、累计、参数', () => {
  const parts = explanationParts(sanction, 0);
  expect(parts.map((part) => part.label[0])).toEqual(['结论', '条款', '用到的历史', '未计入的历史', '步骤', '累计', '参数', '其他']);
  expect(parts.map((part) => part.lines.map((line) => `${line.head} ${line.text}`.trim()))).toEqual([
    ['口头警告'],
    ['CC-IIP-4 版本 1.2，起点 IIP：违反公司着装要求'],
    ['D-88 等级 IIP，送达 2026-03-03：同类，在有效期内'],
    ['D-41 超出 12 个月'],
    ['起点 IIP', '重复 → 口头警告'],
    ['期内口头警告 1', '累计需要 3'],
    ['repeat.window P12M'],
    ['事件 INC-2026-0117'],
  ]);
});

test('英文读英文的一半，没有内容的部分不出现', () => {
  const parts = explanationParts({ result: ['口头警告', 'Oral warning'], steps: [], historyUsed: null }, 1);
  expect(parts.map((part) => [part.label[1], part.lines[0]?.text])).toEqual([['Result', 'Oral warning']]);
});

test('不认识的形状也读得出，空的什么都不画', () => {
  expect(explanationParts('按第 3 条', 0)[0]?.lines).toEqual([{ head: '', text: '按第 3 条' }]);
  expect([explanationParts(null, 0), explanationParts(undefined, 0), explanationParts({}, 0)]).toEqual([[], [], []]);
});
