/** Days on which somebody cannot be planned (不可排班日), written by whoever grants the absence: leave, training. Serves SM-8, SM-9. */
import { createRecord, defineRegister, f, updateRecord, type Tx } from '../../../kernel/index.ts';
import { READERS } from './roles.ts';

export const UnavailableDay = defineRegister('unavailable_day', {
  label: ['不可排班日', 'Unavailable day'],
  number: 'BK-{yyyy}-{000000}',
  hidden: true,
  fields: {
    employee: f.ref('员工', 'Employee', 'employee'),
    day: f.date('日期', 'Day'),
    part: f.choice('部分', 'Part', { whole: ['全天', 'Whole day'], first: ['前半班', 'First half'], second: ['后半班', 'Second half'] }),
    why: f.text('事由', 'Why', { max: 60 }),
    cause: f.text('依据', 'Because of', { max: 40 }),
    lifted: f.yesNo('已解除', 'Lifted', { initial: false }),
  },
  title: ['employee', 'day'],
  list: ['day', 'employee', 'part', 'why', 'cause', 'lifted'],
  sorts: ['-day'],
  indexes: [['employee', 'day'], ['cause']],
  // Written by other modules alone.
  access: { read: READERS, create: [] },
});

export interface Absent { readonly employee: string; readonly day: string; readonly part: 'whole' | 'first' | 'second'; readonly why: string }

export async function markUnavailable(tx: Tx, days: readonly Absent[], cause: string, unit: string): Promise<void> {
  for (const d of days) await createRecord(tx, UnavailableDay, { ...d, cause, lifted: false, unit_id: unit });
}

/** From a day on, or all of it. */
export async function liftUnavailable(tx: Tx, cause: string, from = '0001-01-01'): Promise<void> {
  const rows = await tx.query<{ id: string }>('select id from unavailable_day where tenant_id = $1 and cause = $2 and day >= $3 and not lifted', [tx.tenantId, cause, from]);
  for (const { id } of rows) await updateRecord(tx, UnavailableDay, { id }, { lifted: true });
}

export function absencesBetween(tx: Tx, from: string, to: string): Promise<Absent[]> {
  return tx.query<Absent>('select employee, day, part, why from unavailable_day where tenant_id = $1 and day between $2 and $3 and not lifted and archived_at is null', [tx.tenantId, from, to]);
}
