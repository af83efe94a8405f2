/** The VIP centre. */
import { inState } from './records.mjs';

export const GUESTS = [
  { name: 'lost-list', login: 'liyan', address: '/r/lost_item' },
  { name: 'lost-claim', login: 'liyan', address: inState('lost_item_claim', 'compared') },
  { name: 'joining-desk', login: 'liyan', address: '/p/joining/desk', before: (page) => page.locator('.joining-waiting li button').first().click() },
  { name: 'benefit-check', login: 'liyan', address: '/p/benefits/check', before: async (page) => { await page.locator('.check-ask input').first().fill('88661001'); await page.keyboard.press('Enter'); } },
  {
    name: 'points-counter', login: 'liyan', address: '/p/points/counter',
    before: async (page, t) => {
      await page.getByLabel(t('卡号', 'Card number')).fill('88001004');
      await page.keyboard.press('Enter');
      await page.getByLabel(t('积分单号', 'Slip number')).fill('JF-20261127-0021');
      await page.getByLabel(t('账单号', 'Bill number')).fill('B305-0032');
      await page.keyboard.press('Enter');
    },
  },
  { name: 'card-desk', login: 'liyan', address: '/p/stored-value/desk', before: async (page, t) => { await page.getByLabel(t('卡号', 'Card number')).fill('66002005'); await page.keyboard.press('Enter'); await page.getByRole('button', { name: t('转让', 'Transfer') }).waitFor(); } },
  { name: 'birthday-board', login: 'liyan', address: '/p/birthdays/board' },
  { name: 'room-wall', login: 'liyan', address: '/p/rooms/wall' },
  { name: 'evening', login: 'heqiang', address: '/p/business-log/evening' },
  { name: 'hotline-desk', login: 'liyan', address: '/p/calls/desk' },
  { name: 'inspection-round-phone', login: 'liuqing', address: '/p/inspections/round', width: 390 },
  { name: 'director-week', login: 'liuqing', address: '/p/directorate/week' },
  { name: 'coverage-month', login: 'liuqing', address: '/p/coverage/month' },
];
