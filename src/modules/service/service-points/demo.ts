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
import { demoPlaces, NAMED, type Named, type Place } from './demo-places.ts';
import { PointsPeriod, PointsPeriodProcess } from './points-period.ts';

export const UNIT_POINTS = { RECV: 50, ACC: 50, COMM: 50, EMER: 150, ASM: 30, MAINT: 20 } as const;
type Type = keyof typeof UNIT_POINTS;
/** Orders per region and type. */
export const MATRIX: { readonly [region: string]: { readonly [T in Type]?: number } } = {
  NE: { EMER: 10, ASM: 3, MAINT: 40 }, XJ: { RECV: 1, EMER: 6, MAINT: 25 }, EC: { RECV: 14, ACC: 6, COMM: 11, EMER: 3, MAINT: 52 },
  NC: { COMM: 1, MAINT: 44 }, NW: { MAINT: 44 }, SW: { COMM: 1, MAINT: 6 },
};

const MANAGERS: { readonly [region: string]: string } = { NE: 'hanxue', XJ: 'maimaiti', EC: 'guyang', NC: 'tianye', NW: 'baiyun', SW: 'xiangcheng' };
const WORK: { readonly [T in Type]: readonly (readonly [content: string, result: string])[] } = {
  RECV: [['加热炉到货接收', '开箱清点，与装箱单相符']], ACC: [['新炉安装验收', '压力试验合格，用户签字']], COMM: [['分离器投产调试', '带负荷运行两小时，参数达标']],
  EMER: [['水套炉盘管渗漏抢修', '更换盘管接头，复压不漏'], ['燃烧器熄火故障', '清洗火焰探头，点火正常'], ['锅炉水位报警', '更换液位变送器']],
  ASM: [['橇装加热炉现场组装', '组装完毕，管线吹扫合格']], MAINT: [['季度保养', '清灰、校表、紧固，记录已交站长'], ['燃烧器保养', '更换滤芯，调风门'], ['安全附件检查', '安全阀、压力表在检定期内']],
};

interface Job { readonly region: string; readonly type: Type; readonly day: number; readonly place: Place; readonly work: readonly [string, string]; readonly named?: Named; id: string }

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
  const jobs = planned(d, await d.batch(d.actor('duanfei'), (tx) => demoPlaces(d, tx)));
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

/** Every order of the matrix with its day (4 = 4 January … 58 = 27 February), place and work; those the summary names take the place of ordinary ones. */
function planned(d: Demo, places: Awaited<ReturnType<typeof demoPlaces>>): Job[] {
  const any = <T>(list: readonly T[]): T => list[Math.floor(d.random() * list.length)]!;
  return Object.entries(MATRIX).flatMap(([region, counts]) => Object.entries(counts).flatMap(([type, count]) => {
    const named = NAMED.filter((n) => n.region === region && n.type === type);
    return Array.from({ length: count }, (_, i): Job => {
      const day = 4 + Math.floor(d.random() * 55);
      const own = named[i];
      const work = any(WORK[type as Type]);
      const place = any(places.of[region]!);
      if (own === undefined) return { region, type: type as Type, day, place, work, id: '' };
      return { region, type: type as Type, day: 20 + 5 * NAMED.indexOf(own), place: places.named[own.site]!, work: [own.content, own.result], named: own, id: '' };
    });
  }));
}

interface Setting { readonly crew: { readonly [region: string]: readonly string[] }; readonly typeOf: (code: Type) => string; readonly regionOf: (code: string) => string }

/** Issued in the morning, reported by each branch in the afternoon, verified and credited the next morning. */
async function oneDay(d: Demo, jobs: readonly Job[], { crew, typeOf, regionOf }: Setting): Promise<void> {
  const date = dayOfYear(jobs[0]!.day);
  const dispatcher = d.actor('duanfei');
  d.at(`${date}T00:20:00Z`);
  await d.batch(dispatcher, async (tx) => {
    await Promise.all(jobs.map(async (job) => {
      const team = crew[job.region]!;
      const technician = team[Math.floor(d.random() * team.length)]!;
      const order = await createRecord(tx, ServiceOrder, {
        ...job.place, region: regionOf(job.region), service_type: typeOf(job.type), priority: job.type === 'EMER' ? 'urgent' : 'normal', content: job.work[0],
      });
      job.id = order.id;
      await takeStep(tx, ServiceOrderProcess, order.id, 'issue', { technician, planned_from: null, planned_to: null, override_reason: null });
    }));
    return {};
  });
  d.at(`${date}T09:40:00Z`);
  for (const region of new Set(jobs.map((job) => job.region))) {
    await d.batch(d.actor(MANAGERS[region]!), async (tx) => {
      await Promise.all(jobs.filter((j) => j.region === region).map((job) => takeStep(tx, ServiceOrderProcess, job.id, 'report_on_paper', onPaper(job, date))));
      return {};
    });
  }
  d.at(`${dayOfYear(jobs[0]!.day + 1)}T01:10:00Z`);
  await d.batch(dispatcher, async (tx) => {
    await Promise.all(jobs.map(async (job) => {
      await takeStep(tx, ServiceOrderProcess, job.id, 'verify', {});
      await settle(tx, job.id);
      if (job.named) await takeStep(tx, ServiceOrderProcess, job.id, 'highlight', {});
    }));
    return {};
  });
}

const REPRESENTATIVES = ['郝建国', '曲直', '栾平', '苗春雨', '佘立新', '阚志远', '艾力·吐尔逊'];
function onPaper({ work, named, day, region }: Job, done_on: string) {
  return {
    technician: null, done_on, result: work[1], outcome: named?.remainder === undefined ? 'resolved' as const : 'unresolved' as const, remainder: named?.remainder ?? null,
    certified_by: REPRESENTATIVES[(day + region.charCodeAt(0)) % REPRESENTATIVES.length]!, safety_on_paper: true,
  };
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
