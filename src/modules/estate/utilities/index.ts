/** Utilities (水电气与费用): kinds, meters, readings, bills, apportioning. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { ROLES } from '../buildings/index.ts';
import { UtilityBill, UtilityBillLine, UtilityBillProcess, UtilityShare } from './bill.ts';
import { Meter, MeterReading, UnusualPercent, UtilityKind } from './meter.ts';
import { UtilityCosts } from './reports.ts';

export { UtilityBill, UtilityBillLine, UtilityBillProcess, UtilityShare } from './bill.ts';
export { Meter, MeterReading, UtilityKind } from './meter.ts';
export { UtilityCosts } from './reports.ts';

export const utilities = defineModule({
  name: 'utilities',
  area: 'estate',
  label: ['水电气与费用', 'Utilities'],
  roles: ROLES,
  registers: [MeterReading, UtilityBill, Meter, UtilityShare, UtilityKind, UtilityBillLine],
  processes: [UtilityBillProcess],
  reports: [UtilityCosts],
  parameters: [UnusualPercent],
});
