/**
 * Figures as somebody stated them (所报人员车辆数): staff and vehicles by unit with the totals beside them, so that what agrees and what
 * does not can be shown. The order of the lines is the order of the report. Serves FS-1.1, AC-37, CG-45.
 */
import { createRecord, defineRegister, f, Refusal, type Tx } from '../../../kernel/index.ts';
import { KEEPERS, READERS } from './roles.ts';
import { readTable, tableProblem, type PastedUnit, type StatedLine } from './rules.ts';

export const StaffingStatement = defineRegister('staffing_statement', {
  label: ['所报人员车辆数', 'Stated staff and vehicles'],
  number: 'RC-{yyyy}-{00}',
  fields: {
    title: f.text('来源', 'Source', { max: 80 }),
    as_of: f.date('截至日期', 'As of'),
    staff_total: f.integer('所报人员总数', 'Staff, total stated', { min: 0, max: 100_000 }),
    vehicles_total: f.integer('所报车辆总数', 'Vehicles, total stated', { min: 0, max: 100_000 }),
    pasted: f.longText('从表格粘贴', 'Pasted from a spreadsheet', { optional: true, max: 4000, hint: ['每行：单位、人员、车辆；从电子表格复制或 CSV 都可以，明细随之列出', 'A row each: unit, staff, vehicles; copied from a spreadsheet or as CSV, the lines follow from it'] }),
  },
  title: ['title', 'as_of'],
  list: ['title', 'as_of', 'staff_total', 'vehicles_total'],
  sorts: ['-as_of', '-number'],
  access: { read: READERS, create: KEEPERS, edit: KEEPERS, archive: KEEPERS, namesOpen: true },
  empty: ['还没有所报数。录入或导入上报的人员车辆数，与台账逐项核对。', 'Nothing stated yet. Enter or import reported figures to hold them against the registers.'],
  opening: {
    facts: async ({ tx, id, input }) => ({ table: input.pasted === null ? null : readTable(input.pasted, await unitsOf(tx)), before: id === null ? null : await pastedOf(tx, id) }),
    guard({ id, input, facts }) {
      if (id !== null) {
        if (facts.before !== input.pasted) throw new Refusal('staffing_statement.pasted', ['明细已经列出，请在明细里改', 'The lines are there already; change them there'], 409, { pasted: ['不能再改', 'Fixed'] });
        return;
      }
      const problem = facts.table && tableProblem(facts.table, input);
      if (problem) throw new Refusal('staffing_statement.table', problem, 422, { pasted: problem });
    },
    async effect({ tx, record, facts }) {
      for (const [i, line] of (facts.table?.lines ?? []).entries()) await createRecord(tx, StaffingStatementLine, { statement: record.id, list_order: i + 1, ...line, unit_id: record.unit_id });
    },
  },
});

export const StaffingStatementLine = defineRegister('staffing_statement_line', {
  label: ['所报明细', 'Line of a statement'],
  number: 'RM-{0000}',
  fields: {
    statement: f.ref('所报数', 'Statement', 'staffing_statement'),
    list_order: f.integer('次序', 'Order', { min: 1, max: 200 }),
    place: f.unit('单位', 'Unit'),
    staff: f.integer('人员', 'Staff', { min: 0, max: 100_000 }),
    vehicles: f.integer('车辆', 'Vehicles', { min: 0, max: 100_000, optional: true, hint: ['未报的留空', 'Empty: not stated'] }),
  },
  title: ['statement', 'place'],
  list: ['statement', 'list_order', 'place', 'staff', 'vehicles'],
  sorts: ['list_order', '-number'],
  unique: [['statement', 'place']],
  hidden: true,
  access: { read: READERS, create: KEEPERS, edit: KEEPERS, archive: KEEPERS },
});

export interface Statement { readonly id: string; readonly title: string; readonly as_of: string; readonly staff_total: number; readonly vehicles_total: number; readonly lines: readonly StatedLine[] }

/** The latest one stated up to a day; undefined when nobody stated anything. */
export async function statementUpTo(tx: Tx, day: string): Promise<Statement | undefined> {
  const [head] = await tx.query<Omit<Statement, 'lines'>>(
    'select id, title, as_of, staff_total, vehicles_total from staffing_statement where tenant_id = $1 and archived_at is null and as_of <= $2 order by as_of desc, number desc limit 1', [tx.tenantId, day]);
  if (!head) return undefined;
  const lines = await tx.query<StatedLine>('select place, staff, vehicles from staffing_statement_line where tenant_id = $1 and statement = $2 and archived_at is null order by list_order, number', [tx.tenantId, head.id]);
  return { ...head, lines };
}

const unitsOf = (tx: Tx): Promise<PastedUnit[]> => tx.query<PastedUnit>(`select id, code, name from unit where tenant_id = $1 and archived_at is null and unit_kind in ('centre', 'branch')`, [tx.tenantId]);

async function pastedOf(tx: Tx, id: string): Promise<string | null> {
  const [row] = await tx.query<{ pasted: string | null }>('select pasted from staffing_statement where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  return row?.pasted ?? null;
}
