/** What everybody uses, and what the administrator keeps. */
import { record } from './records.mjs';

export const PLATFORM = [
  { name: 'home', login: 'sulin', address: '/' },
  { name: 'home-phone', login: 'liyan', address: '/', width: 390 },
  { name: 'duties', login: 'heqiang', address: '/duties' },
  { name: 'duties-month', login: 'heqiang', address: '/duties?view=month' },
  { name: 'palette', login: 'liyan', address: '/r/lost_item', before: async (page, t) => { await page.keyboard.press('Control+k'); await page.getByRole('dialog').locator('input').fill(t('积分', 'points')); } },
  { name: 'search', login: 'liyan', address: '/search?q=wang' },
  { name: 'list', login: 'liyan', address: '/r/member_card' },
  { name: 'list-groups', login: 'duanfei', address: '/r/service_order?group=state' },
  { name: 'record', login: 'heqiang', address: record('guest_complaint') },
  { name: 'import', login: 'gaomin', address: '/r/member/import' },
  { name: 'sign-in', address: '/sign-in' },
  { name: 'account', login: 'liyan', address: '/account' },
  { name: 'notices', login: 'liyan', address: '/notices' },
  { name: 'notice-settings', login: 'liyan', address: '/notices/settings' },
  { name: 'outlets', login: 'admin', address: '/outlets' },
  { name: 'access', login: 'admin', address: '/access' },
  { name: 'access-matrix', login: 'admin', address: '/access?tab=matrix' },
  { name: 'parameters', login: 'qinlan', address: '/parameters' },
  { name: 'audit', login: 'admin', address: '/audit' },
  { name: 'papers', login: 'admin', address: '/papers' },
];
