/** The day of a whole unit (一个部门的一天): who counts, computed together, with what only shows side by side. Serves SM-6, CC-5.3, AC-06. */
import { calendar, calendarOf, type ClockWork, type Tx, unitsBelow } from '../../../kernel/index.ts';
import { computeFor } from './compute.ts';
import { suspicionsOf } from './found.ts';
import { groundsFor } from './looked-up.ts';

/** Everybody of the units who has a shift, a name in the log or an attendance day around the day. */
export async function peopleOf(tx: Tx, units: readonly string[] | null, from: string, to: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select e.id from employee e where e.tenant_id = $1 and e.archived_at is null and ($2::uuid[] is null or e.unit_id = any($2)) and e.hired_on <= $4 and (e.left_on is null or e.left_on >= $3) and (
       exists (select 1 from agent_alias a where a.tenant_id = e.tenant_id and a.employee = e.id and a.archived_at is null and a.valid_from <= $4 and (a.valid_to is null or a.valid_to >= $3))
       or exists (select 1 from planned_shift p where p.tenant_id = e.tenant_id and p.employee = e.id and p.day between $3 and $4 and p.archived_at is null)
       or exists (select 1 from attendance_day d where d.tenant_id = e.tenant_id and d.employee = e.id and d.day between $3 and $4))
     order by e.staff_no`, [tx.tenantId, units, from, to]);
  return rows.map((r) => r.id);
}

export async function computeUnit(tx: Tx, unit: string, from: string, to: string): Promise<void> {
  const people = await peopleOf(tx, await unitsBelow(tx, unit), from, to);
  if (people.length === 0) return;
  await computeFor(tx, people, from, to);
  for (let day = from; day <= to; day = calendar.addDays(day, 1)) await suspicionsOf(tx, await groundsFor(tx, people, day, day), day);
}

/** Shifts begin and end while nobody does anything: today and yesterday are looked at every few minutes where a telephone log is kept. */
export const KeepUpWithTheDay: ClockWork = {
  name: 'attendance of the day', everySeconds: 180,
  async run(c) {
    const units = await c.read((tx) => tx.query<{ unit_id: string }>('select distinct unit_id from phone_source where tenant_id = $1 and archived_at is null and last_event_at > $2', [tx.tenantId, new Date(c.now().getTime() - 3 * 86_400_000)]));
    for (const { unit_id } of units) {
      await c.write(async (tx) => {
        const today = calendar.businessDay(tx.now, await calendarOf(tx, unit_id));
        await computeUnit(tx, unit_id, calendar.addDays(today, -1), today);
        return {};
      });
    }
  },
};
