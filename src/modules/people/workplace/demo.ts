/** Demo of the workplace: checklists of the code in force, two areas with their owners, a round with a finding. All invented. */
import { calendar, createRecord, takeStep } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { itemsOf } from './checklist.ts';
import { Checklist, ChecklistProcess, Round, RoundLine, RoundProcess, WorkArea } from './index.ts';

export async function demo(d: Demo): Promise<void> {
  const line = d.unit('CC-IN');
  d.at(`${calendar.addDays(d.today, -20)}T02:00:00Z`);
  await d.batch(d.actor('sulin'), async (tx) => {
    const people = await tx.query<{ id: string }>('select id from employee where tenant_id = $1 and line = $2 order by staff_no limit 2', [tx.tenantId, line]);
    for (const [i, name] of ['A 区（1–12 座）', 'B 区（13–24 座）'].entries()) await createRecord(tx, WorkArea, { line, name, owner: people[i]!.id });
    for (const list of ['round', 'end_of_shift'] as const) {
      const { id } = await createRecord(tx, Checklist, { line, list, valid_from: calendar.addDays(d.today, -20) });
      await takeStep(tx, ChecklistProcess, id, 'load', {});
      await takeStep(tx, ChecklistProcess, id, 'put_in_force', {});
    }
    return {};
  });
  d.at(`${calendar.addDays(d.today, -1)}T06:30:00Z`);
  await d.batch(d.actor('sulin'), async (tx) => {
    const round = await createRecord(tx, Round, { line, list: 'round' });
    for (const item of await itemsOf(tx, round.checklist!)) {
      const fault = item.rule === 'CC-1.2a' || item.rule === 'CC-1.9a';
      await createRecord(tx, RoundLine, { round: round.id, item: item.id, outcome: fault ? 'fault' : 'ok', ...(fault ? { note: item.rule === 'CC-1.2a' ? '打印机上有三页未取' : '7 号座席有零食包装' } : {}), report: false });
    }
    await takeStep(tx, RoundProcess, round.id, 'finish', {});
    return {};
  });
}
