/** The logistics centre, and the money. */
import { inState, record } from './records.mjs';

export const ESTATE = [
  { name: 'trips-calendar', login: 'cheyuanchao', address: '/p/trips/calendar', before: async (page, t) => {
    await page.getByRole('button', { name: t('后一段', 'Later') }).click();
    await page.getByRole('button', { name: t('派车', 'Dispatch'), exact: true }).click();
  } },
  { name: 'trip-phone', login: 'caoshengli', address: inState('vehicle_trip', 'dispatched'), width: 390 },
  { name: 'vehicle-costs', login: 'cheyuanchao', address: '/report/vehicle_costs' },
  { name: 'repair-desk', login: 'muchunmei', address: '/p/repairs/desk' },
  { name: 'building', login: 'ouhuifang', address: record('building') },
  { name: 'asset-count-phone', login: 'kubaoshan', address: '/p/assets/count', width: 390 },
  { name: 'store-desk', login: 'kubaoshan', address: '/p/consumables/desk' },
  { name: 'utility-bill', login: 'ouhuifang', address: record('utility_bill', { field: 'number', op: 'eq', value: 'ZD-202610-0001' }) },
  { name: 'meal', login: 'miaofangfang', address: inState('canteen_meal', 'closed') },
  { name: 'meetings', login: 'zhaoning', address: '/r/meeting' },
  { name: 'protective-due', login: 'kubaoshan', address: '/report/protective_due' },
  { name: 'performance', login: 'zhulihua', address: record('performance_month') },
  { name: 'centre-documents', login: 'hushan', address: '/p/centre-documents/documents' },
  { name: 'budget-page', login: 'rongsheng', address: '/p/expenses/budget' },
  { name: 'fund-use', login: 'fanghua', address: inState('fund_use', 'settled') },
  { name: 'invoice-desk', login: 'sunwei', address: '/p/invoices/desk', before: async (page, t) => {
    const { rows } = await page.request.get('/api/records/bill?size=50').then((r) => r.json());
    const bill = rows.find((b) => b.state === 'paid' && b.ticket_no && b.session && b.invoiceable > 0);
    const session = await page.request.get(`/api/records/room_session/${bill.session}`).then((r) => r.json());
    await page.getByLabel(t('小票号', 'Small ticket')).fill(bill.ticket_no);
    await page.getByLabel(t('开房单号', 'Room slip')).fill(session.row.slip_no ?? session.row.number);
    await page.getByRole('button', { name: t('核单', 'Check the papers') }).click();
  } },
  { name: 'invoice-stock', login: 'fanghua', address: '/p/invoices/stock' },
];
