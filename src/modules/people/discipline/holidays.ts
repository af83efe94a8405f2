/** The holidays on which no time to answer runs (法定假日). */
import { calendar, type Tx } from '../../../kernel/index.ts';

export async function holidaysOf(tx: Tx): Promise<calendar.HolidayData> {
  return calendar.holidayData(await tx.query<calendar.HolidayEntry>('select day, day_kind, name from holiday where tenant_id = $1 and archived_at is null', [tx.tenantId]));
}
