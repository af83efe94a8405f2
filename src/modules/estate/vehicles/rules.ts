/**
 * Rules of vehicles (车辆): where a vehicle is on a day, dated assignments without overlap, and stated figures against the registers.
 * Serves FS-1.1, AC-37, CG-45.
 */
import { Refusal, type Label } from '../../../kernel/index.ts';

export interface Assignment { readonly vehicle: string; readonly branch: string; readonly valid_from: string; /** Last day there. */ readonly valid_to: string | null }

export const assignedOn = (assignments: readonly Assignment[], vehicle: string, day: string): string | null =>
  assignments.find((a) => a.vehicle === vehicle && a.valid_from <= day && (a.valid_to === null || day <= a.valid_to))?.branch ?? null;

/** The assignment of a vehicle that is open-ended, if any. */
export const runningOf = (assignments: readonly Assignment[]): Assignment | null => assignments.find((a) => a.valid_to === null) ?? null;

/** A new assignment begins after everything that is on record, and not in the future: what is not yet so is not written down as if it were. */
export function refuseAssignment(wanted: { readonly branch: string; readonly from: string }, history: readonly Assignment[], c: { readonly isBranch: boolean; readonly since: string; readonly day: string }): void {
  if (!c.isBranch) throw new Refusal('vehicle.branch', ['服务中心的车辆配属区域服务部', 'A vehicle of a service centre is assigned to a branch'], 422, { branch: ['请选择区域服务部', 'Choose a branch'] });
  refuseDay(wanted.from, history, c);
  const running = runningOf(history);
  if (running?.branch === wanted.branch) throw new Refusal('vehicle.same_branch', ['已配属该单位', 'Assigned there already'], 422, { branch: ['与现在相同', 'Same as now'] });
}

/** A change takes place on a day after the running assignment began, within the time the vehicle is in the register. */
export function refuseDay(on: string, history: readonly Assignment[], c: { readonly since: string; readonly day: string }): void {
  if (on > c.day || on < c.since) throw new Refusal('vehicle.day', [`日期须在 ${c.since} 至 ${c.day} 之间`, `The day must lie between ${c.since} and ${c.day}`], 422, { from: [`${c.since} 至 ${c.day}`, `${c.since} to ${c.day}`] });
  const last = history.map((a) => a.valid_to ?? a.valid_from).reduce((most, d) => (d > most ? d : most), '');
  if (on <= last) throw new Refusal('vehicle.overlap', [`与截至 ${last} 的记录重叠`, `It overlaps what is on record up to ${last}`], 422, { from: [`须晚于 ${last}`, `After ${last}`] });
}

export interface StatedLine { readonly place: string; readonly staff: number; readonly vehicles: number | null }
export interface Stated { readonly staff_total: number; readonly vehicles_total: number; readonly lines: readonly StatedLine[] }
export interface StatedCheck { readonly staffSum: number; readonly vehiclesSum: number; readonly staffAgrees: boolean; readonly vehiclesAgree: boolean; readonly vehiclesLeft: number }

/** Sums of what was stated, against the totals stated beside it. */
export function checkStated({ staff_total, vehicles_total, lines }: Stated): StatedCheck {
  const staffSum = lines.reduce((n, l) => n + l.staff, 0);
  const vehiclesSum = lines.reduce((n, l) => n + (l.vehicles ?? 0), 0);
  return { staffSum, vehiclesSum, staffAgrees: staffSum === staff_total, vehiclesAgree: vehiclesSum === vehicles_total, vehiclesLeft: vehicles_total - vehiclesSum };
}

/** In sentences: what agrees, what does not, and whether unassigned vehicles explain the rest. */
export function sentencesOn(stated: Stated, unassigned: number): readonly Label[] {
  const c = checkStated(stated);
  const staff: Label = c.staffAgrees
    ? [`人员：各单位之和 ${c.staffSum} = 所报总数 ${stated.staff_total}，相符`, `Staff: the units add up to ${c.staffSum}, the total stated; it agrees`]
    : [`人员：各单位之和 ${c.staffSum} ≠ 所报总数 ${stated.staff_total}，差 ${stated.staff_total - c.staffSum}`, `Staff: the units add up to ${c.staffSum}, stated ${stated.staff_total}; ${stated.staff_total - c.staffSum} differ`];
  if (c.vehiclesAgree) return [staff, [`车辆：各单位之和 ${c.vehiclesSum} = 所报总数 ${stated.vehicles_total}，相符`, `Vehicles: the units add up to ${c.vehiclesSum}, the total stated; it agrees`]];
  const vehicles: Label = [`车辆：各单位之和 ${c.vehiclesSum} ≠ 所报总数 ${stated.vehicles_total}，差 ${c.vehiclesLeft} 辆未列单位`, `Vehicles: the units add up to ${c.vehiclesSum}, stated ${stated.vehicles_total}; ${c.vehiclesLeft} without a unit`];
  const why: Label = c.vehiclesLeft === unassigned
    ? [`台账另有 ${unassigned} 辆未配属，差额由此说明`, `The register has ${unassigned} unassigned, which explains the rest`]
    : [`台账未配属 ${unassigned} 辆，不足以说明差额`, `The register has ${unassigned} unassigned, which does not explain the rest`];
  return [staff, vehicles, why];
}

export interface PastedUnit { readonly id: string; readonly code: string; readonly name: string }
export interface PastedTable {
  readonly lines: readonly StatedLine[];
  /** The row of totals, when the table has one. */
  readonly totals: { readonly staff: number; readonly vehicles: number | null } | null;
  /** Rows that could not be read, as they stand; nothing is guessed. */
  readonly unread: readonly string[];
  readonly twice: readonly string[];
}

/**
 * Rows copied out of a spreadsheet, or CSV: unit, staff, vehicles. A first row without figures is the heading; a row named 合计, 总计 or Total
 * is the totals. Units go by code or name; an empty cell or a dash means "not stated".
 */
export function readTable(text: string, units: readonly PastedUnit[]): PastedTable {
  const rows = text.split(/\r?\n/).map((row) => row.trim()).filter((row) => row !== '');
  const lines: StatedLine[] = [];
  const unread: string[] = [];
  const twice: string[] = [];
  let totals: PastedTable['totals'] = null;
  for (const [i, row] of rows.entries()) {
    const [name = '', staffCell = '', vehiclesCell = ''] = row.split(/\t|,|，/).map((cell) => cell.trim().replaceAll('"', ''));
    const [staff, vehicles] = [countOf(staffCell), countOf(vehiclesCell)];
    if (i === 0 && !/\d/.test(staffCell + vehiclesCell)) continue;
    const unit = units.find((u) => plainUnit(u.code) === plainUnit(name) || plainUnit(u.name) === plainUnit(name));
    if (staff === undefined || staff === null || vehicles === undefined) unread.push(row);
    else if (/^(合计|总计|total)$/i.test(name)) totals = { staff, vehicles };
    else if (!unit) unread.push(row);
    else if (lines.some((l) => l.place === unit.id)) twice.push(unit.name);
    else lines.push({ place: unit.id, staff, vehicles });
  }
  return { lines, totals, unread, twice };
}
const plainUnit = (name: string): string => name.replace(/\s|区域|服务部|FS-/g, '').toLowerCase();
/** null: not stated; undefined: no figure. */
function countOf(cell: string): number | null | undefined {
  if (/^[-–—―]*$/.test(cell)) return null;
  return /^\d{1,6}$/.test(cell) ? Number(cell) : undefined;
}

/** Why a pasted table is not taken; null when it can be. */
export function tableProblem(table: PastedTable, stated: { readonly staff_total: number; readonly vehicles_total: number }): Label | null {
  if (table.unread.length > 0) return [`看不懂：${table.unread.slice(0, 3).join('；')}`, `Not understood: ${table.unread.slice(0, 3).join('; ')}`];
  if (table.twice.length > 0) return [`单位重复：${table.twice.join('、')}`, `Named twice: ${table.twice.join(', ')}`];
  if (table.lines.length === 0) return ['表里没有单位', 'The table holds no unit'];
  const { totals } = table;
  if (totals && (totals.staff !== stated.staff_total || (totals.vehicles !== null && totals.vehicles !== stated.vehicles_total))) {
    return [`表中合计 ${totals.staff} 人 ${totals.vehicles ?? '―'} 辆，与所填总数 ${stated.staff_total} 人 ${stated.vehicles_total} 辆不同`, `The table’s totals, ${totals.staff} staff and ${totals.vehicles ?? '–'} vehicles, are not the totals given, ${stated.staff_total} and ${stated.vehicles_total}`];
  }
  return null;
}
