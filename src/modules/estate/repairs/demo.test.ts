/** The demo of buildings, stores and repairs loads, adds up, and leaves something to do on both desks. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRecord, takeStep, type Actor } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { runQuery, runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { demo as staffDemo } from '../../people/staff/demo.ts';
import { staff } from '../../people/staff/index.ts';
import { demo as buildingsDemo } from '../buildings/demo.ts';
import { buildings } from '../buildings/index.ts';
import { demo as consumablesDemo } from '../consumables/demo.ts';
import { ConsumableMovements, consumables } from '../consumables/index.ts';
import { demo } from './demo.ts';
import { type RepairDesk, RepairDeskQuery } from './desk.ts';
import { RepairOrder, repairs, RepairsByBuilding } from './index.ts';

const NOW = '2026-11-26T02:00:00Z';
const PEOPLE = [['rongsheng', 'logistics_head'], ['muchunmei', 'repair_clerk'], ['guoguodong', 'repair_worker'], ['kubaoshan', 'store_clerk'], ['ouhuifang', 'estate_clerk']] as const;
const SPAN = { from: '2026-01-01', to: '2026-02-28' };
let t: TestKernel;
const actors: { [login: string]: Actor } = {};
beforeAll(async () => {
  t = await startTest({ modules: [staff, buildings, consumables, repairs], now: NOW });
  for (const [login, role] of PEOPLE) actors[login] = await t.actor(role, 'LC', login);
  actors['luowen'] = await t.actor('hr', 'YL', 'luowen');
  const d = {
    today: NOW.slice(0, 10), now: t.now, at: t.at, sign: t.sign, unit: t.unit, random: () => 0.5, actor: (login: string) => actors[login] ?? actors['luowen']!,
    create: (register, actor, values) => t.kernel.write(actor, (tx) => createRecord(tx, register, values, { typed: true })),
    step: (process, id, step, actor, input, signatures = []) => t.kernel.write(actor, (tx) => takeStep(tx, process, id, step, input, { signatures, typed: true })),
    batch: (actor, work) => t.kernel.write(actor, work),
    together: async (things, work) => { for (const thing of things) await work(thing); },
  } as Demo;
  for (const part of [staffDemo, buildingsDemo, consumablesDemo, demo]) { t.at(NOW); await part(d); }
  t.at(NOW);
}, 120_000);
afterAll(() => t.close());

test('一、二月维修：六单按房屋，材料按批次冻结，工程一项；每个数打开到单据', async () => {
  const page = await t.run(actors['rongsheng']!, (tx) => runReport(tx, RepairsByBuilding, SPAN));
  expect(page.totals).toMatchObject({ reported: 6, late: 3, scored: 6, labour: 18_000, construction: 848_000 });
  expect(page.totals['material']).toBe(2 * 3_200 + 3 * 1_980 + 5_800 + 4_600 + 2 * 1_980 + 4 * 3_200);
  expect(page.proof.every((p) => p.ok)).toBe(true);
  const open = (column: string) => t.run(actors['rongsheng']!, (tx) => listPage(tx, RepairOrder, { filter: page.links.at(-1)![column]!.filter, page: 1, size: 50 }));
  expect([(await open('reported')).total, (await open('late')).total]).toEqual([6, 3]);
});

test('收发存自证；两张台上都有事可做', async () => {
  const page = await t.run(actors['kubaoshan']!, (tx) => runReport(tx, ConsumableMovements, SPAN));
  expect(page.proof.every((p) => p.ok)).toBe(true);
  const desk = (await t.run(actors['muchunmei']!, (tx) => runQuery(tx, RepairDeskQuery, {}))) as RepairDesk;
  expect(Object.fromEntries(desk.columns.filter((c) => c.rows.length > 0).map((c) => [c.state, c.rows.length]))).toEqual({ reported: 1, graded: 1, on_site: 1, checked: 1 });
  expect(desk.jobs.map((j) => [j.title, j.waitingFor])).toEqual(expect.arrayContaining([['包厢走廊改造', '2']]));
});
