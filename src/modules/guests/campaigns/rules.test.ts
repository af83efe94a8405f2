/** The rules of campaigns, as tables; no database. */
import { expect, test } from 'vitest';
import { conversion, notCited, notClosable, refuseContact, refuseDates, tooSoon } from './rules.ts';

const contact = { channel: 'phone', phone: '+8613800001234', outcome: 'interested', card: null };
const running = { state: 'running', channels: ['phone', 'street'], barred: false };
test.each([
  ['没有在进行', contact, { ...running, state: 'approved' }, 'campaign_contact.not_running'],
  ['方案外的渠道', { ...contact, channel: 'email' }, running, 'campaign_contact.channel'],
  ['电话没有号码', { ...contact, phone: null }, running, 'campaign_contact.phone'],
  ['在免打扰名单上', contact, { ...running, barred: true }, 'campaign_contact.do_not_call'],
  ['办卡成功没有卡', { ...contact, outcome: 'card_issued' }, running, 'campaign_contact.card'],
  ['有卡却没说办成', { ...contact, card: 'c' }, running, 'campaign_contact.card'],
  ['要求免打扰没有号码', { ...contact, channel: 'street', phone: null, outcome: 'do_not_call' }, running, 'campaign_contact.barred_phone'],
] as const)('联系记录不收：%s [VIP-3.1] [P17]', (_case, c, ground, code) => {
  expect(() => refuseContact(c, ground)).toThrow(code);
});
test('方案内的渠道、真的卡、街头不留号码，都可以', () => {
  refuseContact(contact, running);
  refuseContact({ ...contact, outcome: 'card_issued', card: 'c' }, running);
  refuseContact({ channel: 'street', phone: null, outcome: 'declined', card: null }, running);
});
test('会员活动须引用意见；电话销售可以不引用 [VIP-3.6]', () => {
  expect([notCited('member_activity', 0) !== null, notCited('member_activity', 1), notCited('card_sales', 0)]).toEqual([true, null, null]);
});
test('发现问题的活动，改进项开出并完成后才能结束 [P17]', () => {
  expect([notClosable(true, { all: 0, open: 0 }) !== null, notClosable(true, { all: 2, open: 1 }) !== null, notClosable(true, { all: 2, open: 0 }), notClosable(false, { all: 0, open: 0 })]).toEqual([true, true, null, null]);
});
test('转化率、日期、开始', () => {
  expect([conversion(3, 40), conversion(0, 0)]).toEqual(['7.5', null]);
  expect(() => refuseDates('2026-12-02', '2026-12-01')).toThrow('campaign.dates');
  expect([tooSoon('2026-12-08', '2026-12-07') !== null, tooSoon('2026-12-07', '2026-12-07')]).toEqual([true, null]);
});
