import { expect, test } from 'vitest';
import { invoiceable, linesOf, tenderProblem, unearned, type PaidLine } from './rules.ts';

const line = (tender: PaidLine['tender'], amount: number, principal = 0, bonus = 0): PaidLine => ({ tender, amount, principal, bonus });

test.each([
  ['现金', line('cash', 10_000), 'consumption', 'recharge', 10_000],
  ['银行卡', line('bank_card', 10_000), 'consumption', 'recharge', 10_000],
  ['移动支付', line('mobile', 10_000), 'consumption', 'consumption', 10_000],
  ['代金券', line('voucher', 10_000), 'consumption', 'recharge', 0],
  ['储值，充值时已开票', line('stored_value', 11_000, 10_000, 1_000), 'consumption', 'recharge', 0],
  ['储值，消费时开票：只开本金', line('stored_value', 11_000, 10_000, 1_000), 'consumption', 'consumption', 10_000],
  ['充值账单，充值时开票', line('cash', 300_000), 'recharge', 'recharge', 300_000],
  ['充值账单，消费时开票', line('cash', 300_000), 'recharge', 'consumption', 0],
  ['用券充值', line('voucher', 300_000), 'recharge', 'recharge', 0],
] as const)('可开票金额：%s [G18]', (_, paid, kind, at, expected) => {
  expect(invoiceable(paid, kind, at)).toBe(expected);
});

test('同一笔钱不会在充值和消费时各开一次 [G18]', () => {
  const policies = ['recharge', 'consumption'] as const;
  const both = policies.map((at) => invoiceable(line('mobile', 300_000), 'recharge', at) + invoiceable(line('stored_value', 330_000, 300_000, 30_000), 'consumption', at));
  expect(both).toEqual([300_000, 300_000]);
});

const bill = { total: 52_600, kind: 'consumption' } as const;
test.each([
  ['正好', { cash: 52_600 }, null, null],
  ['三种合付', { cash: 20_000, mobile: 30_000, voucher: 2_600 }, null, null],
  ['储值带卡', { stored_value: 52_600 }, 'card', null],
  ['少一分', { cash: 52_599 }, null, 'sum'],
  ['多一分', { cash: 52_601 }, null, 'sum'],
  ['什么都没填', {}, null, 'sum'],
  ['储值没有卡', { stored_value: 52_600 }, null, 'card'],
  ['有卡没有储值金额', { cash: 52_600 }, 'card', 'card'],
] as const)('支付方式：%s', (_, amounts, card, code) => {
  expect(tenderProblem(bill, amounts, card)?.code ?? null).toBe(code);
});
test('差额用元说明；充值不能用储值支付', () => {
  expect(tenderProblem(bill, { cash: 50_000 }, null)?.label[0]).toBe('各支付方式合计 500.00，应付 526.00，还差 26.00');
  expect(tenderProblem({ ...bill, kind: 'recharge' }, { stored_value: 52_600 }, 'card')?.code).toBe('recharge');
});

test('空的方式不成行；赠送和券不积分', () => {
  expect(linesOf({ cash: 0, mobile: null, voucher: 5 })).toEqual([{ tender: 'voucher', amount: 5 }]);
  expect(unearned([line('cash', 100), line('voucher', 20), line('stored_value', 110, 100, 10)])).toBe(30);
});
