import { expect, test } from 'vitest';
import type { FieldMeta } from '../../kernel/api.ts';
import { problemsOf, signsFor, unsigned } from './problem.ts';

const field = (name: string, kind: string, options: FieldMeta['options'] = {}, optional = false): FieldMeta => ({
  name,
  kind,
  label: [name, name],
  optional,
  personal: false,
  options,
  hint: null,
  readonly: false,
});

test.each([['guest', null, false], ['user', null, true], ['user', 'finance', true], ['user', 'vip_agent', false]] as const)('%s 签名、岗位 %s：预填财务自己的名字吗？%s', (by, role, own) => {
  const posts = [{ role: 'finance', label: ['财务', 'Finance'], unit: 'YL', unitName: '集团', deputyFor: null, until: null }] as const;
  expect(signsFor({ name: 'a', label: ['签名', 'Signature'], by, role, refusable: false }, posts)).toBe(own);
});

test('缺的、超出范围的在旁边说，选填的可以空', () => {
  const fields = [
    field('物品', 'text'),
    field('备注', 'text', {}, true),
    field('件数', 'integer', { min: 1, max: 9 }),
    field('贵重', 'yesNo'),
    field('金额', 'money', { max: 100_00 }),
  ];
  expect(problemsOf(fields, { 物品: '  ', 件数: 12, 贵重: false, 金额: 100_01 })).toEqual({
    物品: ['请填写物品', '物品 is missing'],
    件数: ['不能大于 9', 'At most 9'],
    金额: ['不能大于 100.00', 'At most 100.00'],
  });
});

test('期间的止日是之后的第一天，不得早于起日', () => {
  const fields = [field('假期', 'period')];
  expect(problemsOf(fields, { 假期: { from: '2026-11-20', to: '2026-11-21' } })).toEqual({});
  expect(problemsOf(fields, { 假期: { from: '2026-11-20', to: '2026-11-20' } })).toEqual({
    假期: ['结束不能早于开始', 'The end cannot be before the start'],
  });
});

test('签名须有姓名和笔画；拒签须有两名不同的见证人', () => {
  const sign = (name: string) => ({ name, label: [name, name] as const, by: 'guest' as const, role: null, refusable: true });
  const signed = {
    a: { signer: '王丽', kind: 'drawn', strokes: '', witnesses: ['', ''] },
    b: { signer: '王丽', kind: 'drawn', strokes: 'M 1 1 L 2 2', witnesses: ['', ''] },
    c: { signer: '王丽', kind: 'refused', strokes: '', witnesses: ['李妍', '李妍'] },
    d: { signer: '王丽', kind: 'refused', strokes: '', witnesses: ['李妍', '周宇'] },
  } as const;
  const problems = unsigned(['a', 'b', 'c', 'd', 'e'].map(sign), signed);
  expect(Object.keys(problems)).toEqual(['sign.a', 'sign.c', 'sign.e']);
});
