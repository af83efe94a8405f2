/** What is open when somebody leaves, as tables; no database. */
import { expect, test } from 'vitest';
import { stillOpen, unexplained } from './rules.ts';

test('没有未了结：可以清结', () => { expect(stillOpen([])).toBeNull(); });

test('逐项写明种类、编号与金额，中英文齐全', () => {
  expect(stillOpen([{ register: 'tool_item', id: '1', kind: 'tool', what: 'GJ-1 万用表', fen: null }, { register: 'money_claim', id: '2', kind: 'give_back', what: 'PK-2026-0001', fen: 12_050 }])).toEqual([
    '还有 2 项未了结：仪器工具未交接：GJ-1 万用表；应退款未退：PK-2026-0001 120.50 元', '2 not settled: Tool not handed over: GJ-1 万用表; Money to be returned: PK-2026-0001, 120.50 yuan']);
});

test.each([[0, [], 0], [500, [500], 0], [500, [], 500], [500, [200], 300], [200, [500], 0], [-100, [], 100], [500, [null, 100], 400]] as const)('账上 %i，各单 %j：未说明 %i', (balance, listed, rest) => {
  expect(unexplained(balance, listed.map((fen) => ({ fen })))).toBe(rest);
});
