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
];
