/**
 * Demo of the service points: the 267 orders of January and February 2026 that give 8,860 points by type and by region (AC-23),
 * done by the people of each region's branch at invented stations. January is closed; February is open, ready to be closed.
 * The unit points are test values, not from the source (CG-47).
 */
import { answer, createRecord, takeStep, tables, type Tx } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { Employee } from '../../people/staff/index.ts';
import { regionsFor, ServiceOrder, ServiceOrderProcess, serviceTypes } from '../orders/index.ts';
import { PointsCatalogue, PointsCatalogueProcess, UnitPointsBasis } from './catalogue.ts';
import { settle } from './credit.ts';
import { PointsPeriod, PointsPeriodProcess } from './points-period.ts';

export const UNIT_POINTS = { RECV: 50, ACC: 50, COMM: 50, EMER: 150, ASM: 30, MAINT: 20 } as const;
type Type = keyof typeof UNIT_POINTS;
/** Orders per region and type. */
export const MATRIX: { readonly [region: string]: { readonly [T in Type]?: number } } = {
  NE: { EMER: 10, ASM: 3, MAINT: 40 }, XJ: { RECV: 1, EMER: 6, MAINT: 25 }, EC: { RECV: 14, ACC: 6, COMM: 11, EMER: 3, MAINT: 52 },
  NC: { COMM: 1, MAINT: 44 }, NW: { MAINT: 44 }, SW: { COMM: 1, MAINT: 6 },
};

const MANAGERS: { readonly [region: string]: string } = { NE: 'hanxue', XJ: 'maimaiti', EC: 'guyang', NC: 'tianye', NW: 'baiyun', SW: 'xiangcheng' };
const SITES: { readonly [region: string]: readonly string[] } = {
  NE: ['北岭采油厂', '松河采气厂', '雁窝岭油田'], XJ: ['沙泉采油厂', '棚山作业区', '戈壁东采气厂'], EC: ['望湖采油一厂', '青堤采油厂', '临滩油田'],
  NC: ['长洼油田', '白沟道供热公司'], NW: ['黄峁采油厂', '石梁采气厂'], SW: ['云峡采气厂'],
};
const STATIONS = ['一号站', '二号站', '三号站', '五号站', '联合站', '中转站', '集气站', '注水站', '计量间'];
const WORK: { readonly [T in Type]: readonly (readonly [content: string, result: string])[] } = {
  RECV: [['加热炉到货接收', '开箱清点，与装箱单相符']], ACC: [['新炉安装验收', '压力试验合格，用户签字']], COMM: [['分离器投产调试', '带负荷运行两小时，参数达标']],
  EMER: [['水套炉盘管渗漏抢修', '更换盘管接头，复压不漏'], ['燃烧器熄火故障', '清洗火焰探头，点火正常'], ['锅炉水位报警', '更换液位变送器']],
  ASM: [['橇装加热炉现场组装', '组装完毕，管线吹扫合格']], MAINT: [['季度保养', '清灰、校表、紧固，记录已交站长'], ['燃烧器保养', '更换滤芯，调风门'], ['安全附件检查', '安全阀、压力表在检定期内']],
};

interface Job { readonly region: string; readonly type: Type; readonly day: number; readonly customer: string; readonly work: readonly [string, string]; id: string }

export async function demo(d: Demo): Promise<void> {
  d.at('2025-12-31T02:00:00Z');
  const places = await d.batch(d.actor('duanfei'), async (tx) => ({ regions: await regionsFor(tx, 'points'), types: await serviceTypes(tx) }));
  const typeOf = (code: Type) => places.types.find((t) => t.code === code)!.id;
  await d.batch(d.actor('admin'), async (tx) => ({ id: await answer(tx, UnitPointsBasis, '2026-01-01', '2026 年服务绩效办法附表（演示）', '演示分值，非来源文件所列') }));
  await d.batch(d.actor('duanfei'), async (tx) => {
    for (const [code, points] of Object.entries(UNIT_POINTS)) {
      const { id } = await createRecord(tx, PointsCatalogue, { service_type: typeOf(code as Type), points, effective_from: '2026-01-01', unit_id: d.unit('FS') });
      await takeStep(tx, PointsCatalogueProcess, id, 'adopt', {});
    }
    return {};
  });
  const crew = await d.batch(d.actor('duanfei'), async (tx) => ({ of: await crewsOf(d, tx) }));
  const jobs = planned(d);
  for (let day = 4; day <= 58; day++) {
    const today = jobs.filter((job) => job.day === day);
    if (today.length > 0) await oneDay(d, today, { crew: crew.of, typeOf, regionOf: (code) => places.regions.find((r) => r.code === code)!.id });
  }
  d.at('2026-02-03T01:30:00Z');
  const january = await d.create(PointsPeriod, d.actor('duanfei'), { month: '2026-01', unit_id: d.unit('FS') });
  await d.step(PointsPeriodProcess, january.id, 'close', d.actor('duanfei'), {});
  d.at('2026-03-02T01:30:00Z');
  await d.create(PointsPeriod, d.actor('duanfei'), { month: '2026-02', unit_id: d.unit('FS') });
}

/** Every order of the matrix with its day (4 = 4 January … 58 = 27 February), station and work. */
function planned(d: Demo): Job[] {
  const any = <T>(list: readonly T[]): T => list[Math.floor(d.random() * list.length)]!;
  return Object.entries(MATRIX).flatMap(([region, counts]) => Object.entries(counts).flatMap(([type, count]) => Array.from({ length: count }, (): Job => ({
    region, type: type as Type, day: 4 + Math.floor(d.random() * 55), customer: `${any(SITES[region]!)}${any(STATIONS)}`, work: any(WORK[type as Type]), id: '',
  }))));
}

interface Setting { readonly crew: { readonly [region: string]: readonly string[] }; readonly typeOf: (code: Type) => string; readonly regionOf: (code: string) => string }

/** Issued in the morning, reported by each branch in the afternoon, verified and credited the next morning. */
async function oneDay(d: Demo, jobs: readonly Job[], { crew, typeOf, regionOf }: Setting): Promise<void> {
  const date = dayOfYear(jobs[0]!.day);
  const dispatcher = d.actor('duanfei');
  d.at(`${date}T00:20:00Z`);
  await d.batch(dispatcher, async (tx) => {
    for (const job of jobs) {
      const order = await createRecord(tx, ServiceOrder, {
        customer: job.customer, region: regionOf(job.region), service_type: typeOf(job.type), content: job.work[0], unit_id: d.unit(`FS-${job.region}`),
      });
      job.id = order.id;
      const team = crew[job.region]!;
      await takeStep(tx, ServiceOrderProcess, order.id, 'issue', { technician: team[Math.floor(d.random() * team.length)]! });
    }
    return {};
  });
  d.at(`${date}T09:40:00Z`);
  for (const region of new Set(jobs.map((job) => job.region))) {
    await d.batch(d.actor(MANAGERS[region]!), async (tx) => {
      for (const job of jobs.filter((j) => j.region === region)) await takeStep(tx, ServiceOrderProcess, job.id, 'report_done', { done_on: date, result: job.work[1] });
      return {};
    });
  }
  d.at(`${dayOfYear(jobs[0]!.day + 1)}T01:10:00Z`);
  await d.batch(dispatcher, async (tx) => {
    for (const job of jobs) {
      await takeStep(tx, ServiceOrderProcess, job.id, 'verify', {});
      await settle(tx, job.id);
    }
    return {};
  });
}

const dayOfYear = (n: number): string => `2026-${n <= 31 ? '01' : '02'}-${String(n <= 31 ? n : n - 31).padStart(2, '0')}`;

/** Technicians of each branch; where there is only its manager, the manager does the work. */
async function crewsOf(d: Demo, tx: Tx): Promise<{ [region: string]: string[] }> {
  const people = await tables(tx, Employee).selectFrom('employee').select(['id', 'unit_id', 'job_title']).where('tenant_id', '=', tx.tenantId).orderBy('staff_no').execute();
  return Object.fromEntries(Object.keys(MATRIX).map((region) => {
    const all = people.filter((p) => p.unit_id === d.unit(`FS-${region}`));
    const technicians = all.filter((p) => p.job_title === '技术员');
    return [region, (technicians.length > 0 ? technicians : all).map((p) => p.id)];
  }));
}
