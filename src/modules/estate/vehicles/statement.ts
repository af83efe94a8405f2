/**
 * Figures as somebody stated them (所报人员车辆数): staff and vehicles by unit with the totals beside them, so that what agrees and what
 * does not can be shown. The order of the lines is the order of the report. Serves FS-1.1, AC-37, CG-45.
 */
import { defineRegister, f, type Tx } from '../../../kernel/index.ts';
import { KEEPERS, READERS } from './roles.ts';
import type { StatedLine } from './rules.ts';

export const StaffingStatement = defineRegister('staffing_statement', {
  label: ['所报人员车辆数', 'Stated staff and vehicles'],
  number: 'RC-{yyyy}-{00}',
  fields: {
    title: f.text('来源', 'Source', { max: 80 }),
    as_of: f.date('截至日期', 'As of'),
    staff_total: f.integer('所报人员总数', 'Staff, total stated', { min: 0, max: 100_000 }),
    vehicles_total: f.integer('所报车辆总数', 'Vehicles, total stated', { min: 0, max: 100_000 }),
  },
  title: ['title', 'as_of'],
  list: ['title', 'as_of', 'staff_total', 'vehicles_total'],
  sorts: ['-as_of', '-number'],
  access: { read: READERS, create: KEEPERS, edit: KEEPERS, archive: KEEPERS, namesOpen: true },
  empty: ['还没有所报数。录入或导入上报的人员车辆数，与台账逐项核对。', 'Nothing stated yet. Enter or import reported figures to hold them against the registers.'],
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
