/** Demo of custody: badges and headsets of the hotline, one badge lost and assessed. All invented. */
import { calendar, createRecord, takeStep } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { CustodyItem, CustodyProcess } from './index.ts';

export async function demo(d: Demo): Promise<void> {
  d.at(`${calendar.addDays(d.today, -60)}T02:00:00Z`);
  const lost = await d.batch(d.actor('sulin'), async (tx) => {
    const people = await tx.query<{ id: string; name: string; staff_no: string }>('select id, name, staff_no from employee where tenant_id = $1 and line = $2 order by staff_no limit 8', [tx.tenantId, d.unit('CC-IN')]);
    let last = '';
    for (const p of people) {
      for (const [kind, mark, cost] of [['badge', 'MK', 3000], ['headset', 'EM', 48_000], ['locker', 'GZ', 2500]] as const) {
        const { id } = await createRecord(tx, CustodyItem, { kind, label: `${mark}-${p.staff_no}`, line: d.unit('CC-IN'), cost });
        await takeStep(tx, CustodyProcess, id, 'issue', { holder: p.id, circumstances: '完好' }, { signatures: [d.sign('holder', p.name)] });
        if (kind === 'badge') last = id;
      }
    }
    for (const n of [1, 2, 3]) await createRecord(tx, CustodyItem, { kind: 'badge', label: `MK-BY0${n}`, line: d.unit('CC-IN'), cost: 3000 });
    return { id: last };
  });
  d.at(`${calendar.addDays(d.today, -1)}T08:30:00Z`);
  await d.batch(d.actor('sulin'), async (tx) => {
    await takeStep(tx, CustodyProcess, lost.id, 'report_lost', { lost_at: new Date(`${calendar.addDays(d.today, -1)}T06:00:00Z`), circumstances: '午饭后发现不在身上' });
    return takeStep(tx, CustodyProcess, lost.id, 'assess', {});
  });
}
