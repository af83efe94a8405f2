import { expect, test } from 'vitest';
import { clauseWarning, forbiddenClauses } from './clauses.ts';

test.each([
  ['卡内余额不退。', ['refund']],
  ['会员卡一经售出，概不退款。', ['refund']],
  ['储值款不予退还，也不得转让。', ['refund', 'transfer']],
  ['卡片遗失，恕不补办。', ['replacement']],
  ['本卡不办理挂失。', ['replacement']],
  ['本卡禁止转让、转借。', ['transfer']],
  ['本章程最终解释权归本会所有。', ['interpretation']],
  ['The balance is non-refundable.', ['refund']],
  ['Deposits will not be refunded. Cards are not transferable.', ['refund', 'transfer']],
  ['Lost cards will not be replaced.', ['replacement']],
  ['会员可随时办理退款，十五日内到账。', []],
  ['卡片遗失可挂失补办，收工本费十元。', []],
  ['本会不得拒绝退款。', []],
  ['The club may not refuse a refund.', []],
  ['退款时赠送金额不计入本金。', []],
  ['会员卡可以转让，双方到贵宾中心签字。', []],
  ['贵宾可享不打烊服务。', []],
])('%s', (text, kinds) => {
  expect(forbiddenClauses(text).map((c) => c.kind)).toEqual(kinds);
});

test('警告写出是哪一句', () => {
  const [clause] = forbiddenClauses('第一条 欢迎加入。\n第二条 储值后概不退款。');
  expect(clauseWarning(clause!)[0]).toBe('此句排除退款，法院多认定无效：“第二条 储值后概不退款。”');
});
