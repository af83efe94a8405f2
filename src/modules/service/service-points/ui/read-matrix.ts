/**
 * A printed points table (积分表) read as opening points: regions down, service types across, unit points in a row of their own. Every typed
 * sum is added up again; a table that does not add up is not brought in. Pure. Serves CG-47, AC-23.
 */
import type { Label } from '../../../../kernel/api.ts';

export interface Named { readonly number: string; readonly code: string; readonly name: string }
export interface MatrixCell { readonly region: Named; readonly type: Named; readonly orders: number; readonly points: number }
export interface ReadMatrix {
  readonly types: readonly Named[];
  readonly regions: readonly Named[];
  readonly unitPoints: ReadonlyMap<string, number>;
  readonly cells: readonly MatrixCell[];
  readonly problems: readonly Label[];
  readonly orders: number;
  readonly points: number;
}
interface Sheet { readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[] }
interface Known { readonly types: readonly Named[]; readonly regions: readonly Named[] }

const REGION = ['region', '区域', '地区'];
const ORDERS = ['orders', '单数', '台数'];
const POINTS = ['points', '积分', '累计积分', '积分合计'];
const TOTAL = ['total', '合计', '总计'];
const UNIT = ['unit_points', 'unit points', '单项分', '每单积分', '单位积分'];

const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase();
const isOne = (text: string, words: readonly string[]): boolean => words.includes(plain(text));
const namedBy = (text: string, all: readonly Named[]): Named | undefined => all.find((one) => plain(one.code) === plain(text) || plain(one.name) === plain(text));
/** Empty is nothing; what is no whole number is null. */
function count(text: string | undefined): number | null {
  const written = plain(text ?? '').replaceAll(',', '');
  if (written === '' || written === '-' || written === '――') return 0;
  return /^\d{1,9}$/.test(written) ? Number(written) : null;
}

export function readMatrix({ heads, rows }: Sheet, known: Known): ReadMatrix {
  const problems: Label[] = [];
  const columns = heads.map((head) => ({ head, type: namedBy(head, known.types) }));
  const types = columns.flatMap((c) => (c.type ? [c.type] : []));
  for (const { head, type } of columns) {
    if (!type && ![REGION, ORDERS, POINTS, TOTAL].some((words) => isOne(head, words))) problems.push([`不认识的列“${head}”`, `Column “${head}” is not known`]);
  }
  if (types.length === 0) problems.push(['没有服务类型的列', 'There is no column of a service type']);
  const first = Math.max(0, heads.findIndex((head) => isOne(head, REGION)));
  const nameOf = (row: readonly string[]) => row[first] ?? '';
  const unitPoints = unitPointsIn(rows.find((row) => isOne(nameOf(row), UNIT)), columns, problems);
  const lines: Line[] = [];
  for (const row of rows.filter((r) => !isOne(nameOf(r), UNIT) && !isOne(nameOf(r), TOTAL) && r.some((cell) => cell.trim() !== ''))) {
    const region = namedBy(nameOf(row), known.regions);
    if (!region) problems.push([`不认识的区域“${nameOf(row)}”`, `Region “${nameOf(row)}” is not known`]);
    else if (lines.some((l) => l.region === region)) problems.push([`${region.name}列了两次`, `${region.name} stands twice`]);
    else lines.push({ region, row, cells: cellsOf(region, row, columns, unitPoints, problems) });
  }
  const cells = lines.flatMap((l) => l.cells);
  checkMargins({ heads, lines, total: rows.find((row) => isOne(nameOf(row), TOTAL)), columns, cells }, problems);
  return { types, regions: lines.map((l) => l.region), unitPoints, cells: cells.filter((c) => c.orders > 0), problems, orders: sum(cells, 'orders'), points: sum(cells, 'points') };
}

interface Column { readonly head: string; readonly type: Named | undefined }
interface Line { readonly region: Named; readonly row: readonly string[]; readonly cells: readonly MatrixCell[] }

function unitPointsIn(row: readonly string[] | undefined, columns: readonly Column[], problems: Label[]): ReadonlyMap<string, number> {
  if (!row) {
    problems.push(['没有“单项分”一行：积分不能由单数推算', 'There is no row of unit points: points cannot be told from orders']);
    return new Map();
  }
  return new Map(columns.flatMap(({ type }, at): [string, number][] => {
    const points = type ? count(row[at]) : 0;
    return type && points ? [[type.code, points]] : [];
  }));
}

function cellsOf(region: Named, row: readonly string[], columns: readonly Column[], unitPoints: ReadonlyMap<string, number>, problems: Label[]): MatrixCell[] {
  return columns.flatMap(({ type }, at): MatrixCell[] => {
    if (!type) return [];
    const orders = count(row[at]);
    if (orders === null) problems.push([`${region.name} ${type.name}：“${row[at]}”不是单数`, `${region.name}, ${type.name}: “${row[at]}” is no number of orders`]);
    const each = unitPoints.get(type.code);
    if (orders && each === undefined && unitPoints.size > 0) problems.push([`${type.name}没有单项分`, `${type.name} has no unit points`]);
    return [{ region, type, orders: orders ?? 0, points: (orders ?? 0) * (each ?? 0) }];
  });
}

const sum = (cells: readonly MatrixCell[], what: 'orders' | 'points'): number => cells.reduce((all, c) => all + c[what], 0);

interface Margins { readonly heads: readonly string[]; readonly lines: readonly Line[]; readonly total: readonly string[] | undefined; readonly columns: readonly Column[]; readonly cells: readonly MatrixCell[] }
/** Typed sums at the right and below, against the cells. Without typed sums there is nothing to compare. */
function checkMargins({ heads, lines, total, columns, cells }: Margins, problems: Label[]): void {
  const check = (where: Label, typed: string | undefined, found: number, unit: Label) => {
    if ((typed ?? '').trim() === '' || count(typed) === found) return;
    problems.push([`${where[0]}：各格之和 ${found} ${unit[0]}，表上写 ${typed}`, `${where[1]}: the cells make ${found} ${unit[1]}, the table says ${typed}`]);
  };
  const at = { orders: heads.findIndex((head) => isOne(head, ORDERS)), points: heads.findIndex((head) => isOne(head, POINTS)) };
  const units = { orders: ['单', 'orders'], points: ['分', 'points'] } as const;
  for (const what of ['orders', 'points'] as const) {
    if (at[what] < 0) continue;
    for (const line of lines) check([line.region.name, line.region.name], line.row[at[what]], sum(line.cells, what), units[what]);
    if (total) check(['合计', 'Total'], total[at[what]], sum(cells, what), units[what]);
  }
  columns.forEach(({ type }, i) => {
    if (type && total) check([`${type.name}合计`, `Total of ${type.name}`], total[i], sum(cells.filter((c) => c.type === type), 'orders'), units.orders);
  });
}
