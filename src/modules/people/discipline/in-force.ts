/** Sanctions in force on a day and until when (有效处分): what still weighs on the next decision, the next to lapse first. Serves CC-ESC-1, SM-2. */
import { calendar, defineReport, f, type Filter, scopeOf, type Tx } from '../../../kernel/index.ts';
import { READERS } from './roles.ts';
import { LEVELS } from './sanction.ts';

/** Used up, revoked, replaced and suspended ones weigh no more; expired ones did on days up to their last. */
const WEIGHS = `s.tenant_id = $1 and s.archived_at is null and s.served_on <= $2 and (s.in_force_to is null or s.in_force_to >= $2) and s.state in ('in_force', 'expired') and ($3::uuid[] is null or s.unit_id = any($3))`;
const valuesOf = async (tx: Tx, day: string): Promise<readonly unknown[]> => [tx.tenantId, day, await scopeOf(tx, tx.actor, READERS)];
interface InForce { readonly sanction: string; readonly employee: string; readonly level: keyof typeof LEVELS; readonly clause: string; readonly served_on: string; readonly in_force_to: string | null }

export const SanctionsInForce = defineReport('sanctions_in_force', {
  label: ['有效处分与到期', 'Sanctions in force and their expiry'], access: READERS,
  params: { day: f.date('截至', 'As of') },
  initial: ({ day }) => ({ day }),
  columns: {
    employee: f.ref('员工', 'Employee', 'employee'), sanction: f.ref('处分', 'Sanction', 'sanction'), level: f.choice('级别', 'Level', LEVELS), clause: f.text('条款', 'Clause', { max: 28 }),
    served_on: f.date('送达日', 'Served on'), in_force_to: f.date('效力至', 'In force to', { optional: true }), days_left: f.integer('还有几天', 'Days left', { optional: true }), pieces: f.integer('件', 'Sanctions'),
  },
  totals: ['pieces'],
  async rows(tx, { day }) {
    const rows = await tx.query<InForce>(`select s.id as sanction, s.employee, s.level, s.clause, s.served_on, s.in_force_to from sanction s where ${WEIGHS} order by s.in_force_to nulls last, s.number`, [...(await valuesOf(tx, day))]);
    return rows.map((row) => ({ ...row, days_left: row.in_force_to === null ? null : calendar.daysBetween(day, row.in_force_to), pieces: 1 }));
  },
  async proof(tx, { day }, rows) {
    const [all] = await tx.query<{ n: number }>(
      `select coalesce(sum(n), 0)::int as n from (select employee, level, count(*) as n from sanction s where ${WEIGHS} group by employee, level) by_person`, [...(await valuesOf(tx, day))]);
    return [{ label: ['逐件之和 = 各人各级别之和', 'Sum of the sanctions = sum over persons and levels'], left: rows.length, right: all?.n ?? 0 }];
  },
  drill: { pieces: (row, { day }) => ({ register: 'sanction', filter: row === null ? weighing(day) : { all: [{ field: 'employee', op: 'eq', value: row.employee }, { field: 'clause', op: 'eq', value: row.clause }, { field: 'served_on', op: 'eq', value: row.served_on }] } }) },
  notes: () => [
    ['已送达、未到期的处分；当日到期的仍算在内。已合并、撤销、取代和待重新决定的不再计入。', 'Served and not lapsed; the last day counts. Used up, revoked, replaced and suspended ones weigh no more.'],
  ],
});

function weighing(day: string): Filter {
  return { all: [
    { field: 'state', op: 'in', value: ['in_force', 'expired'] }, { field: 'served_on', op: 'lte', value: day },
    { any: [{ field: 'in_force_to', op: 'empty', value: true }, { field: 'in_force_to', op: 'gte', value: day }] },
  ] };
}
