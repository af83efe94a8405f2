/** What the forms of a case need: the clauses one can cite on a day, and what the person was served so far. Serves SM-2, CC-EFF-2. */
import { calendar, calendarOf, defineQuery, f, readRecord, scopeOf, type Label, type Tx } from '../../../kernel/index.ts';
import { GRADE_LABELS, LEVEL_LABELS, publishedVersions, versionOn } from '../rulebook/index.ts';
import { Employee } from '../staff/index.ts';
import { CASE_READERS, REPORTERS } from './roles.ts';

export interface CitableClause { readonly code: string; readonly kind: string; readonly text: Label; readonly level: Label | null; readonly grade: Label | null; readonly family: string | null }
export interface Citable { readonly version: string | null; readonly clauses: readonly CitableClause[] }

/** The rulebook belongs to everybody: no reach is asked for. */
export const ClausesToCite = defineQuery('clauses_to_cite', {
  label: ['可引用的条款', 'Clauses to cite'], access: REPORTERS, params: { at: f.dateTime('发生时间', 'When', { optional: true }) },
  async run(tx, { at }): Promise<Citable> {
    const day = calendar.businessDay(at ?? tx.now, await calendarOf(tx, tx.actor.grants[0]?.unitId ?? ''));
    const version = versionOn(await publishedVersions(tx), day);
    if (!version) return { version: null, clauses: [] };
    return {
      version: version.no,
      clauses: version.clauses.filter((clause) => !clause.code.startsWith('CC-ESC-') && !clause.code.startsWith('CC-EFF-')).map(({ code, kind, text, base, grade, family }) => ({
        code, kind, text, level: base ? LEVEL_LABELS[base] : null, grade: grade ? GRADE_LABELS[grade] : null, family,
      })),
    };
  },
});

export interface RecordLine { readonly id: string; readonly number: string; readonly level: Label; readonly clause: string; readonly served_on: string | null; readonly in_force_to: string | null; readonly state: string; readonly consumed_by: string | null }
export interface PersonRecord { readonly employee: { readonly id: string; readonly name: string; readonly unit_id: string } | null; readonly sanctions: readonly RecordLine[]; readonly boardThisMonth: number }

export const DisciplineRecord = defineQuery('discipline_record', {
  label: ['处分记录', 'Record of a person'], access: REPORTERS, params: { employee: f.ref('员工', 'Employee', 'employee') },
  async run(tx, { employee: id }): Promise<PersonRecord> {
    const employee = await readRecord(tx, Employee, id);
    const units = await scopeOf(tx, tx.actor, [...CASE_READERS, 'attendance_clerk']);
    if (!employee || (units !== null && !units.includes(employee.unit_id))) return { employee: null, sanctions: [], boardThisMonth: 0 };
    const rows = await tx.query<Omit<RecordLine, 'level'> & { readonly level: keyof typeof LEVEL_LABELS }>(
      `select s.id, s.number, s.level, s.clause, s.served_on, s.in_force_to, s.state, c.number as consumed_by from sanction s left join sanction c on c.tenant_id = s.tenant_id and c.id = s.consumed_by
       where s.tenant_id = $1 and s.employee = $2 and s.archived_at is null order by s.decided_on desc, s.number desc limit 50`, [tx.tenantId, id]);
    return { employee: { id, name: employee.name, unit_id: employee.unit_id }, sanctions: rows.map((row) => ({ ...row, level: LEVEL_LABELS[row.level] })), boardThisMonth: await boardThisMonth(tx, id, employee.unit_id) };
  },
});

async function boardThisMonth(tx: Tx, employee: string, unit: string): Promise<number> {
  const today = calendar.businessDay(tx.now, await calendarOf(tx, unit));
  const [row] = await tx.query<{ n: number }>(
    'select count(*) as n from status_board_event where tenant_id = $1 and employee = $2 and archived_at is null and observed_on between $3 and $4', [tx.tenantId, employee, `${today.slice(0, 7)}-01`, today]);
  return row?.n ?? 0;
}
