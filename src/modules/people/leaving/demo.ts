/** Demo of leaving: one agent of the hotline who has given notice and still holds what was issued. Invented. */
import { calendar, createRecord } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { ExitClearance } from './index.ts';

export async function demo(d: Demo): Promise<void> {
  d.at(`${calendar.addDays(d.today, -3)}T02:00:00Z`);
  await d.batch(d.actor('luowen'), async (tx) => {
    const [last] = await tx.query<{ id: string }>(`select e.id from employee e join custody_item i on i.tenant_id = e.tenant_id and i.holder = e.id and i.kind = 'badge' where e.tenant_id = $1 and e.line = $2 order by e.staff_no desc limit 1`, [tx.tenantId, d.unit('CC-IN')]);
    return createRecord(tx, ExitClearance, { employee: last!.id, last_day: calendar.addDays(d.today, 14), reason: 'own', note: '随家人迁居外地' });
  });
}
