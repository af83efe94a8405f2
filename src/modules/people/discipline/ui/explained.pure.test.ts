import { expect, test } from 'vitest';
import { explanationParts } from '../../../../web/widgets/explanation-parts.ts';
import { sourceRulebook } from '../../rulebook/index.ts';
import { readable, stored, thawed } from '../explained.rules.ts';
import { freeze } from '../frozen.ts';
import { decideUnder } from '../rules.ts';
import { caseOf, incident, past } from '../testing.ts';

test('冻结的依据读成句子：级别、条款、步骤、历史、累计、参数都有名称，没有代码 [AC-01]', () => {
  const served = past('CF-2026-0001', 'iip', 'dress', '2026-03-03', { clause: 'CC-IIP-4', occurredOn: '2026-03-02' });
  const e = decideUnder(sourceRulebook('hardened', '1.0'), caseOf(incident('CC-IIP-4', '2026-05-12'), [served]));
  const parts = explanationParts(readable(freeze(e)), 0);
  const text = (kind: string) => parts.filter((part) => part.kind === kind).flatMap((part) => part.lines.map((line) => `${line.head} ${line.text}`.trim()));
  expect(text('result')).toEqual(['口头警告']);
  expect(text('clause')[0]).toMatch(/^CC-IIP-4 版本 1\.0，起点 IIP（改进计划），程度 情节一般：着装/);
  expect(text('steps')[1]).toContain('CC-ESC-2：同类再犯：上一次 CF-2026-0001');
  expect(text('steps')[1]).toContain('（取高(IIP, IIP + 1) = 口头警告）');
  expect(text('used')[0]).toContain('CF-2026-0001 等级 IIP（改进计划），送达 2026-03-03：同类');
  expect(text('tally')).toEqual(['口头警告 1 / 3，书面警告 0 / 2']);
  expect(text('params')).toContain('再犯追溯期 选定 12 个月');
  expect(explanationParts(readable(freeze(e)), 1).find((part) => part.kind === 'params')?.lines[0]).toEqual({ head: 'what is the same kind', text: 'Chosen the same family' });
});

test('存下的依据先是句子，最后一行是事实，原样读回', () => {
  const e = freeze(decideUnder(sourceRulebook('hardened', '1.0'), caseOf(incident('CC-IIP-4', '2026-05-12'))));
  expect(stored(e).split('\n').slice(0, 3)).toEqual(['IIP（改进计划）', '守则 1.0 CC-IIP-4：着装不合公司要求。', 'CC-IIP-4 首犯级别：IIP（改进计划）']);
  expect(stored(e)).toContain('\n再犯追溯期：12 个月\n');
  expect(thawed(stored(e))).toEqual(e);
});
