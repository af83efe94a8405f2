/** Service points on PostgreSQL: the sample matrix through its real steps, both margins, ranking, months closed and corrected. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReportPage } from '../../../kernel/api.ts';
import { balanceOf, posting, post, type Tx } from '../../../kernel/index.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { runQuery, runReport } from '../../../kernel/report/run.ts';
import { PLAIN_STYLE } from '../../../kernel/document/style.ts';
import { ServiceOrder, ServiceOrderProcess } from '../orders/index.ts';
import { writeReportDocx, writeReportXlsx } from '../../../server/files/document.ts';
import { StaffByUnit } from '../../people/staff/index.ts';
import { adopt, adoptAll, loadMatrix, PAPER, readMatrix, startCentre, work, type Centre } from './testing-board.ts';
import { settle } from './credit.ts';
import { cellsOf } from './figures.ts';
import { openedInOffice } from './testing-office.ts';
import { PointsCatalogue, PointsCatalogueProcess, PointsPeriod, PointsPeriodProcess, ServicePoints, UnitPointsBasis } from './index.ts';
import { PointsBoard, PointsByMonth, PointsByRegion, PointsByType, PointsMatrix, PointsRanking } from './reports.ts';

const SPAN = { from: '2026-01-01', to: '2026-02-28' };
const BY_TYPE = [['接收', 15, 750], ['验收', 6, 300], ['调试', 13, 650], ['应急', 19, 2850], ['组装', 3, 90], ['维服', 211, 4220]];
const BY_REGION = [['NE', 53, 2390], ['XJ', 32, 1450], ['EC', 86, 3040], ['NC', 45, 930], ['NW', 44, 880], ['SW', 7, 170]];

const report = (c: Centre, r: Parameters<typeof runReport>[1], params: object = SPAN): Promise<ReportPage> => c.t.run(c.manager, (tx) => runReport(tx, r, params));
const column = (page: ReportPage, ...names: string[]) => page.rows.map((row) => names.map((name) => page.titles[String(row[name])] ?? row[name]));
const pointsOf = (c: Centre, from: string, to: string) => c.t.run(c.manager, async (tx) => {
  const codes = new Map((await tx.query<{ id: string; code: string }>('select id, code from service_region where tenant_id = $1', [tx.tenantId])).map((r) => [r.id, r.code]));
  const sums: { [region: string]: number } = {};
  for (const cell of await cellsOf(tx, from, to)) sums[codes.get(cell.region)!] = (sums[codes.get(cell.region)!] ?? 0) + cell.points;
  return sums;
});
const openMonth = (c: Centre, month: string) => c.t.create(PointsPeriod, c.manager, { month });
const close = (c: Centre, id: string) => c.t.step(PointsPeriodProcess, id, 'close', c.manager, {});

describe('样例矩阵 267 单，逐单下达、完工、核实', () => {
  let c: Centre;
  beforeAll(async () => {
    c = await startCentre();
    await adoptAll(c);
    await loadMatrix(c);
  }, 180_000);
  afterAll(() => c.t.close());

  test('按类型：本期与累计均为 267 单 8,860 分，两边相符 [FS-2.6] [AC-23]', async () => {
    const page = await report(c, PointsByType);
    expect(column(page, 'service_type', 'orders', 'points')).toEqual(BY_TYPE);
    expect(column(page, 'service_type', 'year_orders', 'year_points')).toEqual(BY_TYPE);
    expect(page.totals).toEqual({ orders: 267, points: 8860, year_orders: 267, year_points: 8860 });
    expect(page.proof).toMatchObject([{ left: 8860, right: 8860, ok: true }]);
    const february = await report(c, PointsByType, { from: '2026-02-01', to: '2026-02-28' });
    const january = await report(c, PointsByType, { from: '2026-01-01', to: '2026-01-31' });
    expect(Number(february.totals.points) + Number(january.totals.points)).toBe(8860);
    expect(february.totals.points).toBeLessThan(8860);
    expect(february.totals.year_points).toBe(8860);
  });

  test('按区域：六个区域，合计 8,860 分，按积分表次序 [FS-0.1] [FS-2.7] [AC-23] [CG-52]', async () => {
    const page = await report(c, PointsByRegion);
    expect(column(page, 'region', 'year_orders', 'year_points')).toEqual(BY_REGION);
    expect(page.totals.year_points).toBe(8860);
    expect(page.proof.every((p) => p.ok)).toBe(true);
  });

  test('排名：总分与人均并列，公式印在表下，合计无名次 [FS-2.8] [FS-1.1] [AC-23]', async () => {
    const page = await report(c, PointsRanking);
    expect(column(page, 'region', 'rank', 'staff', 'per_head', 'per_head_rank')).toEqual([
      ['NE', 2, 9, '265.6', 5], ['XJ', 3, 5, '290.0', 4], ['EC', 1, 6, '506.7', 1], ['NC', 4, 2, '465.0', 2], ['NW', 5, 2, '440.0', 3], ['SW', 6, 1, '170.0', 6],
    ]);
    expect(Object.keys(page.totals)).toEqual(['points', 'staff', 'bonus']);
    expect(page.totals.staff).toBe(25);
    expect(page.notes[0]?.[0]).toContain('人均积分 = 累计积分 ÷ 止日在岗人数');
    const staff = await report(c, StaffByUnit, { day: '2026-02-28', centre: c.t.unit('FS') }).catch((e: unknown) => e);
    expect(staff).toMatchObject({ totals: { staff: 29 }, proof: [{ left: 29, right: 29, ok: true }] });
  });

  test('区域 × 类型：行合计 = 列合计 = 积分账 [FS-2.6] [FS-2.7]', async () => {
    const { cells, unitPoints } = readMatrix();
    const page = await report(c, PointsMatrix);
    const expected = BY_REGION.map(([region, orders, points]) => [
      region, ...cells.filter((cell) => cell.region === region).map((cell) => cell.orders * unitPoints[cell.type]!), 0, points, orders,
    ]);
    expect(column(page, 'region', 'recv', 'acc', 'comm', 'emer', 'asm', 'maint', 'other', 'points', 'orders')).toEqual(expected);
    expect(page.totals).toEqual({ recv: 750, acc: 300, comm: 650, emer: 2850, asm: 90, maint: 4220, other: 0, points: 8860, orders: 267 });
    expect(page.proof).toMatchObject([{ left: 8860, right: 8860, ok: true }, { left: 8860, right: 8860, ok: true }]);
  });

  test('名次公布在售后服务系统之内：各区域看得到全部，别的中心一个数字也看不到 [FS-2.7] [FS-2.8]', async () => {
    const [branch, elsewhere] = [await c.t.actor('branch_manager', 'FS-NE'), await c.t.actor('centre_manager', 'CC')];
    const span = { from: '2026-01-01', to: '2026-02-28' };
    for (const one of [PointsByType, PointsByRegion, PointsRanking, PointsMatrix, PointsByMonth]) {
      const own = await c.t.kernel.read(branch, (tx) => runReport(tx, one, span));
      expect([own.totals.points, own.proof.every((p) => p.ok), own.notes.at(-1)![0]]).toEqual([8860, true, expect.stringContaining('只有本单位的能打开')]);
      const none = await c.t.kernel.read(elsewhere, (tx) => runReport(tx, one, span));
      expect([none.rows, none.totals.points, none.proof.every((p) => p.ok)]).toEqual([[], 0, true]);
    }
    expect(await c.t.kernel.read(elsewhere, (tx) => PointsBoard.run(tx, { from: null, to: null } as never))).toBe(null);
  });

  test('每个数字都能打开其背后的服务指令 [FS-2.6] [FS-2.7]', async () => {
    const count = (tx: Tx, filter: ReportPage['links'][number][string]['filter']) => listPage(tx, ServiceOrder, { filter, page: 1, size: 1 }).then((p) => p.total);
    for (const one of [PointsByType, PointsByRegion, PointsMatrix, PointsByMonth]) {
      const page = await report(c, one);
      const shown = [...page.rows.map((row) => row['orders']), page.totals.orders];
      const behind: number[] = [];
      for (const link of page.links) behind.push(await c.t.run(c.manager, (tx) => count(tx, link['points']!.filter)));
      expect(behind).toEqual(shown);
    }
  });

  test('矩阵的每一格都打开该区域、该类型的服务指令 [FS-2.6] [FS-2.7]', async () => {
    const { cells, unitPoints } = readMatrix();
    const page = await report(c, PointsMatrix);
    const behind = await c.t.run(c.manager, async (tx) => {
      const counts: number[] = [];
      for (const [at, row] of page.rows.entries()) {
        for (const type of Object.keys(unitPoints)) counts.push((await listPage(tx, ServiceOrder, { filter: page.links[at]![type.toLowerCase()]!.filter, page: 1, size: 1 })).total * unitPoints[type]! - Number(row[type.toLowerCase()]));
      }
      counts.push((await listPage(tx, ServiceOrder, { filter: page.links.at(-1)!['emer']!.filter, page: 1, size: 1 })).total);
      return counts;
    });
    expect(behind).toEqual([...cells.map(() => 0), 19]);
  });

  test('同一指令再次核对不重复计分', async () => {
    const [one] = await c.t.sql<{ id: string }>(`select id from service_order where tenant_id = $1 and credited_on is not null limit 1`, [c.t.tenantId]);
    const entries = () => c.t.sql<{ n: number }>('select count(*) as n from ledger_journal where tenant_id = $1', [c.t.tenantId]);
    const before = await entries();
    await c.t.run(c.t.system, (tx) => settle(tx, one!.id));
    await c.t.tick();
    expect(await entries()).toEqual(before);
    expect(before).toEqual([{ n: 267 }]);
  });

  test('页面所用数据与报表一致；缺省期间为有积分的年度', async () => {
    const board = await c.t.run(c.manager, (tx) => runQuery(tx, PointsBoard, {})) as { from: string; to: string; granted: number; months: { month: string; points: number }[] };
    expect([board.from, board.to, board.granted]).toEqual(['2026-01-01', '2026-02-28', 8860]);
    expect(board.months.map((m) => m.month)).toEqual(['2026-01', '2026-02']);
    expect(board.months.reduce((sum, m) => sum + m.points, 0)).toBe(8860);
  });

  test('逐月走势按区域：各区域各月之和与区域总分、与各月总分都相等，取自积分账 [FS-2.7]', async () => {
    const board = await c.t.run(c.manager, (tx) => runQuery(tx, PointsBoard, {})) as { months: { month: string; points: number }[]; regionMonths: { month: string; region: string; points: number }[] };
    const sum = (by: 'region' | 'month', of: string) => board.regionMonths.filter((m) => m[by] === of).reduce((all, m) => all + m.points, 0);
    expect(Object.fromEntries(Object.entries(c.regions).map(([code, id]) => [code, sum('region', id)]))).toEqual({ NE: 2390, XJ: 1450, EC: 3040, NC: 930, NW: 880, SW: 170 });
    expect(board.months.map((m) => sum('month', m.month))).toEqual(board.months.map((m) => m.points));
    const stored = await c.t.sql<{ month: string; region: string; points: number }>(
      `select to_char(business_day, 'YYYY-MM') as month, dim_a as region, sum(amount)::int as points from ledger_entry where tenant_id = $1 and ledger = 'service_points' and account = 'earned' group by 1, 2 order by 1, 2`, [c.t.tenantId]);
    expect(board.regionMonths).toEqual(stored);
  });

  test('导出的表格与文书用 LibreOffice 打开，数字与合计都在 [FS-2.6] [FS-2.7] [FS-2.8]', async () => {
    const extra = { organisation: '云岭服务集团', generatedBy: '段飞', zone: 'Asia/Shanghai', style: PLAIN_STYLE, conditions: [{ label: ['止', 'To'] as const, value: '2026-02-28' }] };
    const sheet = await openedInOffice(await writeReportXlsx(await report(c, PointsMatrix), 0, extra), 'xlsx');
    expect(sheet.split('\n').map((line) => line.replaceAll('"', ''))).toEqual(expect.arrayContaining([
      '区域,接收,验收,调试,应急,组装,维服,其他,合计,单数', 'NE,0,0,0,1500,90,800,0,2390,53', 'EC,700,300,550,450,0,1040,0,3040,86', '合计,750,300,650,2850,90,4220,0,8860,267',
    ]));
    const letter = await openedInOffice(await writeReportDocx(await report(c, PointsRanking), 0, extra), 'docx');
    expect(letter).toContain('服务积分排名');
    expect(letter.split(/\s+/)).toEqual(expect.arrayContaining(['506.7', '465.0', '440.0', '290.0', '265.6', '170.0', '8,860']));
    expect(letter).toContain('各区域之和 = 积分账发放合计：8,860 = 8,860');
  }, 180_000);

  // From here on the tests build on each other: a month is closed once.
  test('移动一单的区域而不移动积分，结账被拒并指出该单 [AC-23]', async () => {
    const january = await openMonth(c, '2026-01');
    const [moved] = await c.t.sql<{ id: string; number: string; region: string }>(
      `select id, number, region from service_order where tenant_id = $1 and region = $2 and service_type = $3 and done_on < '2026-02-01' order by number limit 1`,
      [c.t.tenantId, c.regions.NE, c.types.EMER]);
    const move = (region: string) => c.t.run(c.t.system, (tx) => tx.query('update service_order set region = $3 where tenant_id = $1 and id = $2', [tx.tenantId, moved!.id, region]));
    await move(c.regions.XJ);
    await expect(close(c, january.id)).rejects.toMatchObject({
      code: 'points_period.not_ready', label: [expect.stringContaining(`${moved!.number} 应计 XJ/EMER 150 分，已计 NE/EMER 150 分`), expect.stringContaining(moved!.number)],
    });
    expect((await c.t.read(PointsPeriod, january.id)).state).toBe('open');
    await move(c.regions.NE);
    await close(c, january.id);
    expect((await c.t.read(PointsPeriod, january.id)).state).toBe('closed');
  });

  test('结账后数字不变，合计来自月结数，榜单已印出 [AC-23] [SM-31]', async () => {
    const february = await openMonth(c, '2026-02');
    const { slips } = await close(c, february.id);
    expect(slips).toHaveLength(1);
    expect(column(await report(c, PointsByRegion), 'region', 'year_orders', 'year_points')).toEqual(BY_REGION);
    expect(column(await report(c, PointsByType), 'service_type', 'orders', 'points')).toEqual(BY_TYPE);
    expect(await c.t.sql(`select sum(points_total) as points, sum(orders_total) as orders from points_period where tenant_id = $1`, [c.t.tenantId])).toEqual([{ points: 8860, orders: 267 }]);
    expect(await c.t.sql(`select period, sum(amount)::bigint as points from ledger_sum where tenant_id = $1 and account = 'earned' group by 1 order by 1`, [c.t.tenantId]))
      .toEqual((await report(c, PointsByMonth)).rows.map(({ month, points }) => ({ period: month, points })));
    const [slip] = await c.t.sql<{ content: unknown }>(`select content from slip where tenant_id = $1 and id = $2`, [c.t.tenantId, slips[0]]);
    expect(JSON.stringify(slip)).toContain('506.7');
    await expect(close(c, february.id)).rejects.toThrow('wrong_state');
  });

  test('已结月份只能在以后月份冲回：更正区域后一月不变，三月一减一加 [SM-31] [AC-23]', async () => {
    const [order] = await c.t.sql<{ id: string; technician: string }>(
      `select id, technician from service_order where tenant_id = $1 and region = $2 and service_type = $3 and done_on < '2026-02-01' limit 1`, [c.t.tenantId, c.regions.EC, c.types.RECV]);
    const before = await pointsOf(c, '2026-01-01', '2026-01-31');
    await c.t.step(ServiceOrderProcess, order!.id, 'correct', c.dispatcher, {
      region: c.regions.SW, service_type: c.types.RECV, technician: c.crew.SW[0]!, reason: '区域登记有误',
    });
    await c.t.tick();
    expect(await pointsOf(c, '2026-01-01', '2026-01-31')).toEqual(before);
    expect(await pointsOf(c, '2026-03-01', '2026-03-31')).toEqual({ EC: -50, SW: 50 });
    expect(await pointsOf(c, '2026-01-01', '2026-03-31')).toEqual({ NE: 2390, XJ: 1450, EC: 2990, NC: 930, NW: 880, SW: 220 });
    const matrix = await report(c, PointsMatrix, { from: '2026-01-01', to: '2026-03-31' });
    expect(matrix.totals).toMatchObject({ points: 8860, orders: 267 });
    expect(column(matrix, 'region', 'orders')).toContainEqual(['SW', 8]);
    expect((await c.t.read(ServiceOrder, order!.id)).credited_on).toBe('2026-03-02');
  });

  test('冲回之后三月照样结账，月结数扣除冲回的单数', async () => {
    c.t.at('2026-04-02T02:00:00Z');
    const march = await openMonth(c, '2026-03');
    await close(c, march.id);
    const matrix = await report(c, PointsMatrix, { from: '2026-01-01', to: '2026-03-31' });
    expect(matrix.totals).toMatchObject({ points: 8860, orders: 267 });
    expect(await pointsOf(c, '2026-03-01', '2026-03-31')).toEqual({ EC: -50, SW: 50 });
  });
});

describe('计分规则', () => {
  let c: Centre;
  beforeAll(async () => { c = await startCentre(); });
  afterAll(() => c.t.close());

  test('单项分没有默认值：未答复不得采用，核实的指令待计分，采用后自动补计一次 [CG-47]', async () => {
    c.t.at('2026-01-05T02:00:00Z');
    const waiting = await work(c, 'NW', 'EMER', '2026-01-05');
    await c.t.tick();
    expect((await c.t.read(ServiceOrder, waiting)).credited_on).toBeNull();
    const draft = await c.t.create(PointsCatalogue, c.manager, { service_type: c.types.EMER, points: 150, effective_from: '2026-01-01' });
    await expect(c.t.step(PointsCatalogueProcess, draft.id, 'adopt', c.manager, {})).rejects.toThrow('parameter.open');
    await c.t.answer(UnitPointsBasis, '测试约定的分值');
    await c.t.step(PointsCatalogueProcess, draft.id, 'adopt', c.manager, {});
    await c.t.tick();
    await c.t.tick();
    expect((await c.t.read(ServiceOrder, waiting)).credited_on).toBe('2026-01-05');
    expect(await pointsOf(c, '2026-01-01', '2026-01-31')).toEqual({ NW: 150 });
  });

  test('按完成日期的标准计分；已计分的日期不得再改标准 [SM-31] [CG-47]', async () => {
    c.t.at('2026-01-06T02:00:00Z');
    await adopt(c, 'EMER', 100, '2026-01-10');
    const before = await work(c, 'SW', 'EMER', '2026-01-09');
    const after = await work(c, 'SW', 'EMER', '2026-01-10');
    await c.t.tick();
    const amounts = await c.t.sql<{ record_id: string; amount: number }>('select record_id, amount from ledger_journal where tenant_id = $1 and record_id = any($2)', [c.t.tenantId, [before, after]]);
    expect(Object.fromEntries(amounts.map((a) => [a.record_id, a.amount]))).toEqual({ [before]: 150, [after]: 100 });
    await expect(adopt(c, 'EMER', 90, '2026-01-10')).rejects.toThrow('points_catalogue.same_day');
    await expect(adopt(c, 'EMER', 90, '2026-01-08')).rejects.toThrow('points_catalogue.already_credited');
  });

  test('巡检没有积分列，核实后不计分，也不妨碍结账 [FS-2.4]', async () => {
    const order = await work(c, 'XJ', 'INSP', '2026-01-12');
    await c.t.tick();
    expect((await c.t.read(ServiceOrder, order)).credited_on).toBeNull();
    c.t.at('2026-02-02T02:00:00Z');
    const page = await report(c, PointsByType, SPAN);
    expect(column(page, 'service_type')).not.toContainEqual(['巡检']);
    await close(c, (await openMonth(c, '2026-01')).id);
  });

  test('结账后补核实的一月工作计入二月 [SM-31]', async () => {
    const late = await c.t.create(ServiceOrder, c.dispatcher, { customer: c.customer, region: c.regions.NC, service_type: c.types.EMER, priority: 'normal' });
    await c.t.step(ServiceOrderProcess, late.id, 'issue', c.dispatcher, { technician: c.crew.NC[0]! });
    await c.t.step(ServiceOrderProcess, late.id, 'report_on_paper', c.dispatcher, { ...PAPER, done_on: '2026-01-20' });
    await c.t.step(ServiceOrderProcess, late.id, 'verify', c.dispatcher, {});
    await c.t.tick();
    expect((await c.t.read(ServiceOrder, late.id)).credited_on).toBe('2026-02-02');
    expect(await pointsOf(c, '2026-02-01', '2026-02-28')).toEqual({ NC: 100 });
  });

  test('撤销核实即冲回，再核实重新计分，技术员账上不多不少 [SM-31]', async () => {
    const order = await work(c, 'NE', 'EMER', '2026-02-03');
    await c.t.tick();
    const balance = () => c.t.run(c.manager, (tx) => balanceOf(tx, ServicePoints, 'earned', c.crew.NE[0]!));
    expect(await balance()).toBe(100);
    await c.t.step(ServiceOrderProcess, order, 'reopen', c.manager, { reason: '完工照片不符' });
    await c.t.tick();
    expect(await balance()).toBe(0);
    expect((await c.t.read(ServiceOrder, order)).credited_on).toBeNull();
    await c.t.step(ServiceOrderProcess, order, 'verify', c.manager, {});
    await c.t.tick();
    expect(await balance()).toBe(100);
    const [journals] = await c.t.sql('select count(*) as n from ledger_journal where tenant_id = $1 and record_id = $2', [c.t.tenantId, order]);
    expect(journals).toEqual({ n: 3 });
  });

  test('未到月末、前月未结、月份写错，均不得结账', async () => {
    const february = await openMonth(c, '2026-02');
    await expect(close(c, february.id)).rejects.toMatchObject({ label: [expect.stringContaining('2026-02 尚未结束'), expect.anything()] });
    c.t.at('2026-04-02T02:00:00Z');
    const march = await openMonth(c, '2026-03');
    await expect(close(c, march.id)).rejects.toMatchObject({ label: [expect.stringContaining('请先结 2026-02'), expect.anything()] });
    await expect(openMonth(c, '2026-13')).rejects.toThrow('points_period.month');
    await expect(openMonth(c, '2026-02')).rejects.toMatchObject({ status: 409 });
  });

  test('以前月份已核实而未计分的指令，结账时指出 [AC-23]', async () => {
    const [february] = await c.t.sql<{ id: string }>(`select id from points_period where tenant_id = $1 and month = '2026-02'`, [c.t.tenantId]);
    const order = await work(c, 'NC', 'EMER', '2026-01-25');
    c.t.at('2026-04-02T02:00:00Z');
    const { number } = await c.t.read(ServiceOrder, order);
    await expect(close(c, february!.id)).rejects.toMatchObject({ label: [expect.stringContaining(`${number} 应计 NC/EMER 100 分，未计分`), expect.anything()] });
    await c.t.tick();
    expect((await c.t.read(ServiceOrder, order)).credited_on).toBe('2026-04-02');
  });

  test('六处同时核对同一指令，只计一次 [SM-31]', async () => {
    const order = await work(c, 'SW', 'EMER', '2026-02-04', 0);
    c.t.at('2026-04-02T02:00:00Z');
    await Promise.all(Array.from({ length: 6 }, () => c.t.run(c.t.system, (tx) => settle(tx, order))));
    await c.t.tick();
    expect(await c.t.sql('select count(*) as n, sum(amount)::bigint as points from ledger_journal where tenant_id = $1 and record_id = $2', [c.t.tenantId, order])).toEqual([{ n: 1, points: 100 }]);
  });

  test('账上有不属于任何指令的积分，两边合计不符，不得结账 [SM-31]', async () => {
    const [february] = await c.t.sql<{ id: string }>(`select id from points_period where tenant_id = $1 and month = '2026-02'`, [c.t.tenantId]);
    await c.t.run(c.t.system, (tx) => post(tx, posting(ServicePoints, 'credit', {
      amount: 7, owner: c.crew.SW[0]!, dimensions: [c.regions.SW, c.types.EMER], because: '手工', at: tx.now, day: '2026-02-20',
    })));
    await expect(close(c, february!.id)).rejects.toMatchObject({ label: [expect.stringContaining('区域 SW 合计不符：服务指令 100，积分账 107'), expect.anything()] });
  });

  test('没有岗位的人看不到积分榜', async () => {
    const outsider = await c.t.actor('storekeeper', 'FS');
    await expect(c.t.run(outsider, (tx) => runReport(tx, PointsRanking, SPAN))).rejects.toThrow('not_allowed');
  });
});
