/** Ctrl+K with the product's own spelling: what people type and what they mean. */
import { match } from 'pinyin-pro';
import { expect, test } from 'vitest';
import { bestOf, spelledBy } from './palette-match.ts';

const deeds = [
  { key: 'list', label: ['遗留物品', 'Lost items'], where: ['会员与来宾', 'Guests'] }, { key: 'new', label: ['新建遗留物品', 'New: lost items'], where: ['遗留物品', 'Lost items'] },
  { key: 'view', label: ['曾国藩的待办', 'To do of Zeng'], where: ['视图', 'Views'] }, { key: 'out', label: ['退出登录', 'Sign out'], where: ['操作', 'Actions'] },
  { key: 'dark', label: ['外观：深色', 'Appearance: Dark'], where: ['操作', 'Actions'] }, { key: 'terms', label: ['解除合同', 'Terminations'], where: ['人员', 'People'] },
  { key: 'report', label: ['区域类型报表', 'Region by type'], where: ['报表', 'Reports'] },
] as const;

test.each<[string, readonly string[]]>([
  ['遗留', ['list', 'new']], ['yiliu', ['list', 'new']], ['ylwp', ['list', 'new']], ['yi liu', ['list', 'new']], ["yi'liu", ['list', 'new']], ['xjyl', ['new']], ['新j遗', ['new']], ['xin 遗留', ['new']], ['lost new', ['new']],
  ['zenggf', ['view']], ['zgf', ['view']], ['退出', ['out']], ['tcdl', ['out']], ['SIGN', ['out']], ['shense', ['dark']], ['dark', ['dark']], ['jiechu', ['terms']], ['quyu', ['report']], ['区域 bb', ['report']], ['zzzz', []], ['遗留 zzzz', []],
])('%s', (typed, keys) => expect(bestOf(deeds, typed, spelledBy(match)).map((deed) => deed.key)).toEqual(keys));

test('词典还没到时按字面找；什么也没打时全列出', () => {
  expect(bestOf(deeds, 'yiliu', () => false)).toEqual([]);
  expect(bestOf(deeds, 'out', () => false).map((deed) => deed.key)).toEqual(['out']);
  expect(bestOf(deeds, ' ', () => false)).toEqual(deeds);
});
