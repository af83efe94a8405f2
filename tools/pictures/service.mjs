/** After-sales service. */
import { inState, record } from './records.mjs';

/** Without a network the phone keeps everything to itself: the demo's order stays as it was. */
const onSite = async (page, t) => {
  await page.context().setOffline(true);
  await page.locator('.card').first().click();
  await page.getByRole('button', { name: t('开始这次到访', 'Begin this visit') }).click();
  await page.getByRole('button', { name: t('出发', 'Set out'), exact: true }).click();
  for (const check of await page.locator('.checks').getByRole('radiogroup').all()) await check.getByRole('radio', { name: t('已具备', 'In order') }).click();
};
const toSign = async (page, t) => {
  await onSite(page, t);
  await page.getByRole('button', { name: t('到场开工', 'Arrive and start') }).click();
  await page.getByLabel(t('做了什么', 'What was done')).fill('清灰、校表、紧固接线，试点火三次均成功');
  await page.getByRole('button', { name: t('+ 机油压力', '+ Oil pressure') }).click();
  await page.getByLabel(t('机油压力的数值', 'Value of Oil pressure')).fill('0.35');
  await page.getByRole('button', { name: t('请客户确认签名', 'Let the customer sign') }).click();
  await page.getByLabel(t('签名人姓名', 'Name of the person signing')).fill('郝建国');
};

export const SERVICE = [
  { name: 'equipment', login: 'duanfei', address: record('equipment') },
  { name: 'service-request', login: 'duanfei', address: inState('service_request', 'validated'), height: 1000 },
  { name: 'dispatch', login: 'duanfei', address: '/p/orders/dispatch', before: async (page) => { await page.locator('.db-card').first().click(); }, height: 860 },
  { name: 'service-order', login: 'duanfei', address: inState('service_order', 'returned'), height: 900 },
  { name: 'visits-phone', login: 'guanzhenguo', address: '/visit/', width: 390 },
  { name: 'visit-phone', login: 'guanzhenguo', address: '/visit/', width: 390, before: onSite },
  { name: 'visit-sign-phone', login: 'guanzhenguo', address: '/visit/', width: 390, before: toSign },
  { name: 'visit-conflict', login: 'duanfei', address: inState('visit', 'conflict') },
  { name: 'service-rates', login: 'niewenbo', address: '/report/service_rates?from=2026-01-01&as_of=2026-02-27' },
  { name: 'points-board', login: 'duanfei', address: '/p/service-points/board', height: 900 },
  { name: 'parts-desk', login: 'zongmin', address: '/p/parts/desk' },
  { name: 'part-application', login: 'zongmin', address: inState('part_application', 'old_part_in'), height: 900 },
  { name: 'contract-ledger', login: 'niewenbo', address: '/p/contracts/ledger' },
  { name: 'shipment', login: 'hanxue', address: inState('shipment', 'accepted_missing') },
  { name: 'maintenance-contract', login: 'duanfei', address: inState('maintenance_contract', 'renewal_due') },
  { name: 'half-year', login: 'fanghua', address: '/p/settlements/half_year' },
  { name: 'hand-out', login: 'hanxue', address: '/p/surveys/hand_out', height: 420 },
  { name: 'grading', login: 'niewenbo', address: '/p/grading/progress' },
  { name: 'tools', login: 'niewenbo', address: '/p/tools/completeness' },
  { name: 'report-calendar', login: 'niewenbo', address: '/p/work-reports/calendar' },
  { name: 'work-summary-page', login: 'niewenbo', address: '/p/work-reports/summary?from=2026-01-01&to=2026-02-28', height: 900 },
];
