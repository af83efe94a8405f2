/**
 * Reports on service points: by type (period and cumulative), by region, ranking by total and per head, region by type, by month.
 * Every figure opens the orders behind it; sums by rows, by columns and by the ledger's other side must agree.
 * Serves FS-2.6, FS-2.7, FS-2.8, FS-0.4 and the fairness finding.
 */
import { calendar, defineQuery, defineReport, f, parameterOrNull, type Filter, type Label, type Tx } from '../../../kernel/index.ts';
import { PUBLISHED, published, publishedTo, READERS } from './audience.ts';
import { bonusIn } from './bonus.ts';
import { MaintenanceMeaning } from './catalogue.ts';
import { closedThrough } from './credit.ts';
import { cellsOf, grantedIn, latestSpan, monthsOf, regionMonthsOf, reversalsIn, standings, summedOver, typeColumns, type MonthFigures, type RegionFigures, type RegionMonth, type TypeFigures } from './figures.ts';
import type { Cell } from './rules.ts';

const PAGE = 'service/service-points/board';
const least = { min: -2_000_000_000 } as const;

interface Span { readonly from: string; readonly to: string }
const span = { from: f.date('起', 'From'), to: f.date('止', 'To', { hint: ['含当日', 'That day included'] }) };
const initial = ({ day }: { readonly day: string }) => ({ from: `${day.slice(0, 4)}-01-01`, to: day });
const yearOf = ({ to }: Span): Span => ({ from: `${to.slice(0, 4)}-01-01`, to });

const region = f.ref('区域', 'Region', 'service_region');
const serviceType = f.ref('服务类型', 'Service type', 'service_type');
const orders = f.integer('单数', 'Orders', least);
const points = f.integer('积分', 'Points', least);
const yearOrders = f.integer('累计单数', 'Orders, cumulative', least);
const yearPoints = f.integer('累计积分', 'Points, cumulative', least);
const PER_HEAD: Label = [
  '人均积分 = 累计积分 ÷ 止日在岗人数（区域服务部，不含总部）。只按总分排名有利于人多的区域，故两种名次并列。',
  'Per head = cumulative points ÷ branch staff on the last day, head office not counted. Totals favour large branches, so both rankings stand side by side.',
];
const WITHOUT_BONUS: Label = ['积分与名次只计服务指令，不含绩效加分；加分另列。', 'Points and ranks count orders only, without bonus points; these stand in a column of their own.'];
const CUMULATIVE: Label = ['累计自当年 1 月 1 日起。', 'Cumulative figures begin on 1 January.'];

export const PointsByType = defineReport('service_points_by_type', {
  label: ['服务积分（按类型）', 'Service points by type'],
  access: READERS, wider: PUBLISHED, params: span, initial,
  columns: { service_type: serviceType, unit_points: f.integer('单项分', 'Unit points', { optional: true }), orders, points, year_orders: yearOrders, year_points: yearPoints },
  totals: ['orders', 'points', 'year_orders', 'year_points'],
  rows: published(async (tx, p: Span) => {
    const [cells, year] = [await cellsOf(tx, p.from, p.to), await cellsOf(tx, yearOf(p).from, p.to)];
    return (await typeColumns(tx, year, p.to)).map((t) => {
      const [now, all] = [cells, year].map((c) => summedOver(c.filter((x) => x.service_type === t.id))) as [Sum, Sum];
      return { service_type: t.id, unit_points: t.unitPoints, orders: now.orders, points: now.points, year_orders: all.orders, year_points: all.points };
    });
  }),
  proof: (tx, p, rows) => proofOf(tx, p, rows, ['各类型之和', 'Sum of types']),
  drill: { orders: byType, points: byType, year_orders: (row, p) => byType(row, yearOf(p)), year_points: (row, p) => byType(row, yearOf(p)) },
  notes: (_p, rows) => [CUMULATIVE, ...rows.filter((r) => r.unit_points === null).map((): Label => ['有服务类型的单项分尚未确定，其指令待计分。', 'A service type has no unit points yet; its orders wait for them.']).slice(0, 1)],
  chart: { kind: 'bar', x: 'service_type', y: ['points', 'year_points'] },
  page: PAGE,
});

export const PointsByRegion = defineReport('service_points_by_region', {
  label: ['服务积分（按区域）', 'Service points by region'],
  access: READERS, wider: PUBLISHED, params: span, initial,
  columns: { region, orders, points, year_orders: yearOrders, year_points: yearPoints },
  totals: ['orders', 'points', 'year_orders', 'year_points'],
  rows: published(async (tx, p: Span) => {
    const now = await standings(tx, await cellsOf(tx, p.from, p.to), p.to);
    const all = await standings(tx, await cellsOf(tx, yearOf(p).from, p.to), p.to);
    return all.map((r, i) => ({ region: r.id, orders: now[i]?.orders ?? 0, points: now[i]?.points ?? 0, year_orders: r.orders, year_points: r.points }));
  }),
  proof: (tx, p, rows) => proofOf(tx, p, rows, ['各区域之和', 'Sum of regions']),
  drill: { orders: byRegion, points: byRegion, year_orders: (row, p) => byRegion(row, yearOf(p)), year_points: (row, p) => byRegion(row, yearOf(p)) },
  notes: () => [CUMULATIVE],
  chart: { kind: 'bar', x: 'region', y: ['points', 'year_points'] },
  page: PAGE,
});

const rank = f.integer('名次', 'Rank', { optional: true });
export const PointsRanking = defineReport('service_points_ranking', {
  label: ['服务积分排名', 'Ranking by service points'],
  access: READERS, wider: PUBLISHED, params: span, initial,
  columns: {
    region, points: yearPoints, rank, staff: f.integer('人数', 'Staff'),
    per_head: f.quantity('人均积分', 'Points per head', { optional: true, scale: 1, min: -2_000_000_000 }),
    per_head_rank: f.integer('人均名次', 'Rank per head', { optional: true }), bonus: f.integer('加分', 'Bonus', least),
  },
  totals: ['points', 'staff', 'bonus'],
  rows: published(async (tx, p: Span) => {
    const bonus = await bonusIn(tx, p.from, p.to);
    return (await standings(tx, await cellsOf(tx, p.from, p.to), p.to)).map((r) => ({
      region: r.id, points: r.points, rank: r.rank, staff: r.headcount, per_head: r.perHead?.toFixed(1) ?? null, per_head_rank: r.perHeadRank, bonus: bonus.get(r.id) ?? 0,
    }));
  }),
  proof: (tx, p, rows) => proofOf(tx, p, rows, ['各区域之和', 'Sum of regions']),
  drill: {
    points: byRegion,
    bonus: (row, p) => ({ register: 'bonus_grant', filter: { all: [...(row === null ? [] : [{ field: 'region', op: 'eq', value: row.region } as const]), { field: 'granted_on', op: 'between', value: [p.from, p.to] }] } }),
  },
  notes: () => [PER_HEAD, WITHOUT_BONUS],
  chart: { kind: 'bar', x: 'region', y: ['points'] },
  page: PAGE,
});

/** The six types of the printed table have columns of their own; what the organisation adds is summed in the last one. */
const PRINTED = ['RECV', 'ACC', 'COMM', 'EMER', 'ASM', 'MAINT'];
/** The type behind each column in one run of the report: drilling is given the same parameters object, but may not ask the database. */
const typesInRun = new WeakMap<Span, ReadonlyMap<string, string>>();
const byCell = (code: string) => (row: { readonly region: string } | null, p: Span) => {
  const type = typesInRun.get(p)?.get(code);
  return ordersOf(p, ...(row === null ? [] : [{ field: 'region', op: 'eq', value: row.region } as const]), type === undefined ? { field: 'service_type', op: 'empty' } : { field: 'service_type', op: 'eq', value: type });
};
export const PointsMatrix = defineReport('service_points_matrix', {
  label: ['服务积分表（区域 × 类型）', 'Service points, region by type'],
  access: READERS, wider: PUBLISHED, params: span, initial,
  columns: {
    region, recv: f.integer('接收', 'Receiving', least), acc: f.integer('验收', 'Acceptance', least), comm: f.integer('调试', 'Commissioning', least),
    emer: f.integer('应急', 'Emergency', least), asm: f.integer('组装', 'Assembly', least), maint: f.integer('维服', 'Maintenance', least),
    other: f.integer('其他', 'Other', least), points: f.integer('合计', 'Total', least), orders,
  },
  totals: ['recv', 'acc', 'comm', 'emer', 'asm', 'maint', 'other', 'points', 'orders'],
  rows: published(async (tx, p: Span) => {
    const cells = await cellsOf(tx, p.from, p.to);
    const types = await typeColumns(tx, cells, p.to);
    const codeOf = new Map(types.map((t) => [t.id, t.code]));
    typesInRun.set(p, new Map(types.map((t) => [t.code, t.id])));
    return (await standings(tx, cells, p.to)).map((r) => {
      const own = cells.filter((c) => c.region === r.id);
      const of = (code: string) => summedOver(own.filter((c) => codeOf.get(c.service_type) === code)).points;
      return {
        region: r.id, recv: of('RECV'), acc: of('ACC'), comm: of('COMM'), emer: of('EMER'), asm: of('ASM'), maint: of('MAINT'),
        other: summedOver(own.filter((c) => !PRINTED.includes(codeOf.get(c.service_type) ?? ''))).points, points: r.points, orders: r.orders,
      };
    });
  }),
  async proof(tx, p, rows) {
    const byColumn = rows.reduce((sum, r) => sum + r.recv + r.acc + r.comm + r.emer + r.asm + r.maint + r.other, 0);
    const byRow = rows.reduce((sum, r) => sum + r.points, 0);
    return [{ label: ['各区域之和 = 各类型之和', 'Sum of rows = sum of columns'], left: byRow, right: byColumn }, ...(await proofOf(tx, p, rows, ['各区域之和', 'Sum of rows']))];
  },
  drill: {
    recv: byCell('RECV'), acc: byCell('ACC'), comm: byCell('COMM'), emer: byCell('EMER'), asm: byCell('ASM'), maint: byCell('MAINT'), points: byRegion, orders: byRegion,
  },
  chart: { kind: 'heat', x: 'region', y: ['recv', 'acc', 'comm', 'emer', 'asm', 'maint'] },
  page: PAGE,
});

export const PointsByMonth = defineReport('service_points_by_month', {
  label: ['服务积分（按月）', 'Service points by month'],
  access: READERS, wider: PUBLISHED, params: span, initial,
  columns: { month: f.text('月份', 'Month', { max: 7 }), orders, points, year_points: yearPoints },
  totals: ['orders', 'points'],
  rows: published(async (tx, p: Span) => {
    const months = await monthsOf(tx, p.from, p.to);
    return months.map((m, i) => ({ ...m, year_points: months.slice(0, i + 1).reduce((sum, earlier) => sum + earlier.points, 0) }));
  }),
  proof: (tx, p, rows) => proofOf(tx, p, rows, ['各月之和', 'Sum of months']),
  drill: { orders: byMonth, points: byMonth },
  chart: { kind: 'line', x: 'month', y: ['points'] },
  page: PAGE,
});

export interface Board extends Span {
  readonly yearFrom: string;
  readonly cells: readonly Cell[];
  readonly yearCells: readonly Cell[];
  readonly types: readonly TypeFigures[];
  readonly regions: readonly RegionFigures[];
  readonly months: readonly MonthFigures[];
  readonly regionMonths: readonly RegionMonth[];
  readonly granted: number;
  readonly reversals: number;
  /** Bonus points by region id; not in any other figure of the board. */
  readonly bonus: { readonly [region: string]: number };
  readonly closedThrough: string | null;
  readonly maintenance: 'repair' | 'upkeep' | null;
  readonly audience: Label;
}
/** Everything the hand-made page shows, in one answer. Without a span: the year of the latest points, to the end of that month. */
export const PointsBoard = defineQuery('service_points_board', {
  label: ['服务积分榜', 'Service points'],
  access: READERS,
  params: { from: f.date('起', 'From', { optional: true }), to: f.date('止', 'To', { optional: true }) },
  async run(tx, { from, to }): Promise<Board | null> {
    if (!(await publishedTo(tx))) return null;
    const wanted = from !== null && to !== null ? { from, to } : await latestSpan(tx);
    if (wanted === null) return null;
    const year = yearOf(wanted);
    const [cells, yearCells] = [await cellsOf(tx, wanted.from, wanted.to), await cellsOf(tx, year.from, year.to)];
    return {
      ...wanted, yearFrom: year.from, cells, yearCells,
      types: await typeColumns(tx, yearCells, wanted.to), regions: await standings(tx, cells, wanted.to),
      months: await monthsOf(tx, year.from, year.to), regionMonths: await regionMonthsOf(tx, year.from, year.to), granted: await grantedIn(tx, wanted.from, wanted.to),
      reversals: await reversalsIn(tx, wanted.from, wanted.to), bonus: Object.fromEntries(await bonusIn(tx, wanted.from, wanted.to)), closedThrough: await closedThrough(tx),
      maintenance: await parameterOrNull(tx, MaintenanceMeaning, wanted.to), audience: PUBLISHED,
    };
  },
});

type Sum = Pick<Cell, 'orders' | 'points'>;

async function proofOf(tx: Tx, p: Span, rows: readonly { readonly points: number }[], sum: Label) {
  return [{
    label: [`${sum[0]} = 积分账发放合计`, `${sum[1]} = granted in the ledger`] as const,
    left: rows.reduce((all, r) => all + r.points, 0), right: (await publishedTo(tx)) ? await grantedIn(tx, p.from, p.to) : 0,
  }];
}

const ordersOf = (p: Span, ...more: readonly Filter[]) => ({
  register: 'service_order', filter: { all: [...more, { field: 'credited_on', op: 'between', value: [p.from, p.to] } as const] },
});
function byType(row: { readonly service_type: string } | null, p: Span) {
  return row === null ? ordersOf(p) : ordersOf(p, { field: 'service_type', op: 'eq', value: row.service_type });
}
function byRegion(row: { readonly region: string } | null, p: Span) {
  return row === null ? ordersOf(p) : ordersOf(p, { field: 'region', op: 'eq', value: row.region });
}
function byMonth(row: { readonly month: string } | null, p: Span) {
  return row === null ? ordersOf(p) : ordersOf(p, { field: 'credited_on', op: 'gte', value: `${row.month}-01` }, { field: 'credited_on', op: 'lt', value: calendar.addMonths(`${row.month}-01`, 1) });
}
