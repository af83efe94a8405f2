/** A rulebook as one file: written, read, equal; every way in which a file can be bad is named. Written from issue and SM-1. */
import { expect, test } from 'vitest';
import { readFile, type RulebookFile, writeFile } from './file.rules.ts';
import { HARDENED } from './parameters.rules.ts';
import { choose, sourceRulebook } from './index.ts';

const sum = (text: string) => `s${[...text].reduce((total, c) => (total * 31 + c.codePointAt(0)!) % 1_000_000_007, 7)}`;
const version = choose(sourceRulebook('as-printed'), { parameter: 'dress.matrix', value: HARDENED['dress.matrix'], by: '秦岚', at: '2026-01-05T02:00:00.000Z', reason: '照建议' });
const whole: RulebookFile = {
  no: '1.0', title: '工作守则', preset: 'as-printed', clauses: version.clauses, choices: version.choices,
  interpretations: [{ clause: 'CC-1.10', text: ['保温杯也算', 'A thermos counts too'], by: '罗文', from: '2026-03-01' }],
};
const text = writeFile(whole, sum);
/** Signs a changed content anew, as somebody would who writes such a file himself. */
function changed(change: (rulebook: { [name: string]: never }) => void): string {
  const { rulebook } = JSON.parse(text) as { rulebook: { [name: string]: never } };
  change(rulebook);
  const again = JSON.stringify({ format: 'dutydesk-rulebook', version: 1, sum: sum(JSON.stringify(sorted(rulebook))), rulebook });
  return again;
}
const sorted = (given: unknown): unknown => (Array.isArray(given) ? given.map(sorted) : given !== null && typeof given === 'object' ? Object.fromEntries(Object.keys(given).sort().map((k) => [k, sorted((given as { [k: string]: unknown })[k])])) : given);
const refused = (file: string) => { try { readFile(file, sum); return null; } catch (e) { return (e as { label: readonly [string, string] }).label[0]; } };

test('写出再读回相等；同一守则两次写出逐字节相同', () => {
  const read = readFile(text, sum);
  expect(read).toEqual(whole);
  expect(writeFile(read, sum)).toBe(text);
});

test('公布日期不随文件走：新地方由新地方公布', () => {
  const dated = writeFile({ ...whole, choices: [...whole.choices, { parameter: 'published_at', value: '2026-01-05', by: '秦岚', at: '2026-01-05T02:00:00.000Z', reason: '公布' }] }, sum);
  expect(dated).toBe(text);
});

type Any = { [name: string]: never };
const clause = (rulebook: Any, index = 0) => (rulebook.clauses as unknown as Any[])[index]!;
const put = (target: Any, name: string, value: unknown) => { target[name] = value as never; };
test.each([
  ['空文件', '', '文件读不出来：不是完整的 JSON'],
  ['截断', text.slice(0, 5000), '文件读不出来：不是完整的 JSON'],
  ['别的 JSON', '{"a":1}', 'format：这不是守则文件'],
  ['数组', '[]', '内容不合格式'],
  ['更新的格式', text.replace('"version": 1', '"version": 2'), 'version：文件格式是第 2 版，这里只认第 1 版'],
  ['改动了一个字', text.replace('抽烟', '吸烟'), 'sum：文件内容与校验码不符：导出之后被改动过，或传输中损坏'],
  ['版本号', changed((r) => put(r, 'no', '一')), 'rulebook.no：版本号不正确：一'],
  ['预设', changed((r) => put(r, 'preset', 'soft')), 'rulebook.preset：没有这个预设'],
  ['没有条款', changed((r) => put(r, 'clauses', [])), 'rulebook.clauses：条款须为 1 到 2000 条'],
  ['不认识的级别', changed((r) => put(clause(r), 'base', 'prison')), 'rulebook.clauses[0] CC-0.1.base：内容不合格式'],
  ['不认识的区域', changed((r) => put(clause(r), 'zones', ['moon'])), 'rulebook.clauses[0] CC-0.1.zones：内容不合格式'],
  ['多出来的内容', changed((r) => put(clause(r), 'script', 'x')), 'rulebook.clauses[0] CC-0.1：不认识的内容：script'],
  ['少了英文', changed((r) => put(clause(r), 'text', ['只有中文', ''])), 'rulebook.clauses (CC-0.1)：CC-0.1 缺中文或英文'],
  ['编号重复', changed((r) => put(clause(r, 1), 'code', 'CC-0.1')), 'rulebook.clauses (CC-0.1)：编号 CC-0.1 出现两次'],
  ['不可选的值', changed((r) => put((r.choices as unknown as Any[])[0]!, 'value', 'x')), 'rulebook.choices[0] dress.matrix：不是这个事项可选的值'],
  ['没有的事项', changed((r) => put((r.choices as unknown as Any[])[0]!, 'parameter', 'pay.rise')), 'rulebook.choices[0] pay.rise：没有这个待定事项'],
  ['解释不存在的条款', changed((r) => put((r.interpretations as unknown as Any[])[0]!, 'clause', 'CC-9.9')), 'rulebook.interpretations[0] CC-9.9：解释的条款不在文件里'],
])('坏文件说清楚坏在哪里：%s', (_why, file, said) => {
  expect(refused(file)).toBe(said);
});
