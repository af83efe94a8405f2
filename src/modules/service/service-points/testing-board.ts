/**
 * What the tests on service points begin with: six regions with their branches and people (FS-1.1), the seven service types,
 * the test values of the unit points (not from the source, CG-47), and the 267 orders of the sample matrix (AC-23).
 */
import { readFileSync } from 'node:fs';
import type { Actor } from '../../../kernel/index.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { orders, ServiceOrder, ServiceOrderProcess, ServiceRegion, ServiceRegionOrder, ServiceType } from '../orders/index.ts';
import { contracts } from '../contracts/index.ts';
import { Customer, customers } from '../customers/index.ts';
import { equipment } from '../equipment/index.ts';
import { Employee, staff } from '../../people/staff/index.ts';
import { PointsCatalogue, PointsCatalogueProcess, servicePoints, UnitPointsBasis } from './index.ts';

export const BRANCHES = { NE: 9, XJ: 5, EC: 6, NC: 2, NW: 2, SW: 1 } as const;
export type Region = keyof typeof BRANCHES;
export const TYPES = { RECV: ['接收', 50], ACC: ['验收', 50], COMM: ['调试', 50], EMER: ['应急', 150], ASM: ['组装', 30], MAINT: ['维服', 20], INSP: ['巡检', null] } as const;
export type Type = keyof typeof TYPES;

/** What a branch fills in for work done on paper. */
export const PAPER = { outcome: 'resolved', certified_by: '郝建国', safety_on_paper: true } as const;

export interface Centre {
  readonly t: TestKernel;
  readonly dispatcher: Actor;
  readonly manager: Actor;
  readonly regions: { readonly [R in Region]: string };
  readonly types: { readonly [T in Type]: string };
  /** Employee ids per branch. */
  readonly crew: { readonly [R in Region]: readonly string[] };
  readonly customer: string;
}

export async function startCentre(): Promise<Centre> {
  const t = await startTest({ modules: [staff, customers, contracts, equipment, orders, servicePoints], now: '2025-12-01T01:00:00Z' });
  const dispatcher = await t.actor('dispatcher', 'FS', '段飞');
  const manager = await t.actor('centre_manager', 'FS', '沈岩');
  const hr = await t.actor('hr', 'YL', '罗文');
  const regions: { [region: string]: string } = {};
  const crew: { [region: string]: string[] } = {};
  const people = async (code: string, count: number) => {
    crew[code] = [];
    for (let i = 1; i <= count; i++) {
      const unit_id = t.unit(code === 'HQ' ? 'FS' : `FS-${code}`);
      crew[code].push((await t.create(Employee, hr, { staff_no: `${code}${i}`, name: `技术员${i}`, hired_on: '2020-01-01', unit_id })).id);
    }
  };
  await people('HQ', 4);
  for (const [i, code] of (['NE', 'XJ', 'NC', 'EC', 'NW', 'SW'] as const).entries()) {
    regions[code] = (await t.create(ServiceRegion, dispatcher, { code, name: code, branch: t.unit(`FS-${code}`), list_order: i + 1 })).id;
    await people(code, BRANCHES[code]);
  }
  for (const [i, code] of Object.keys(BRANCHES).entries()) {
    await t.create(ServiceRegionOrder, dispatcher, { report: 'points', region: regions[code]!, list_order: i + 1 });
  }
  const types: { [type: string]: string } = {};
  for (const [i, [code, [name, unitPoints]]] of Object.entries(TYPES).entries()) {
    types[code] = (await t.create(ServiceType, dispatcher, { code, name, list_order: i + 1, earns_points: unitPoints !== null })).id;
  }
  const customer = (await t.create(Customer, dispatcher, { name: '北岭采油厂', kind: 'oilfield', branch: t.unit('FS-NE') })).id;
  return { t, dispatcher, manager, regions, types, crew, customer } as unknown as Centre;
}

/** Answers the open question and puts a version into force; the clock stays where it is. */
export async function adopt({ t, manager, types }: Centre, type: Type, points: number, effective_from: string): Promise<string> {
  await t.answer(UnitPointsBasis, '测试约定的分值');
  const { id } = await t.create(PointsCatalogue, manager, { service_type: types[type], points, effective_from });
  await t.step(PointsCatalogueProcess, id, 'adopt', manager, {});
  await t.tick();
  return id;
}
export async function adoptAll(centre: Centre): Promise<void> {
  for (const [code, [, points]] of Object.entries(TYPES)) if (points !== null) await adopt(centre, code as Type, points, '2026-01-01');
}

/** One order through its real steps on one day: issued to a technician, reported from paper, verified. */
export async function work({ t, dispatcher, regions, types, crew, customer }: Centre, region: Region, type: Type, day: string, who = 0): Promise<string> {
  t.at(`${day}T04:00:00Z`);
  const { id } = await t.create(ServiceOrder, dispatcher, {
    customer, region: regions[region], service_type: types[type], priority: 'normal',
  });
  const team = crew[region];
  await t.step(ServiceOrderProcess, id, 'issue', dispatcher, { technician: team[who % team.length]! });
  await t.step(ServiceOrderProcess, id, 'report_on_paper', dispatcher, { ...PAPER, done_on: day });
  await t.step(ServiceOrderProcess, id, 'verify', dispatcher, {});
  return id;
}

export interface MatrixCell { readonly region: Region; readonly type: Type; readonly orders: number }
export function readMatrix(): { readonly cells: readonly MatrixCell[]; readonly unitPoints: { readonly [type: string]: number } } {
  const [head, ...lines] = readFileSync(new URL('./fixtures/points_matrix.csv', import.meta.url), 'utf8').trim().split('\n').map((line) => line.split(','));
  const types = head!.slice(1, 7) as Type[];
  const unit = lines.find((line) => line[0] === 'unit_points')!;
  const cells = lines.filter((line) => line[0]!.length === 2)
    .flatMap((line) => types.map((type, i) => ({ region: line[0] as Region, type, orders: Number(line[i + 1]) })));
  return { cells, unitPoints: Object.fromEntries(types.map((type, i) => [type, Number(unit[i + 1])])) };
}

/** The whole matrix, spread over January and February 2026; every order takes its real steps. Ends on 2 March. */
export async function loadMatrix(centre: Centre): Promise<void> {
  let n = 0;
  for (const { region, type, orders: count } of readMatrix().cells) {
    for (let i = 0; i < count; i++, n++) {
      const day = new Date(Date.UTC(2026, 0, 4 + ((n * 7) % 55))).toISOString().slice(0, 10);
      await work(centre, region, type, day, n);
    }
  }
  centre.t.at('2026-03-02T02:00:00Z');
  // Events are handed out two hundred at a time.
  await centre.t.tick();
  await centre.t.tick();
}
