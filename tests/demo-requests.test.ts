/** The demo's requests laid beside the source: 37 of 267 orders came from a request, the named jobs and every emergency among them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noPictures, type Demo } from '../src/kernel/demo.ts';
import { type Actor, createRecord, takeStep } from '../src/kernel/index.ts';
import { runReport } from '../src/kernel/report/run.ts';
import { startTest, type TestKernel } from '../src/kernel/testing.ts';
import { modules } from '../src/modules.ts';
import { demo as staffDemo } from '../src/modules/people/staff/demo.ts';
import { demo as customersDemo } from '../src/modules/service/customers/demo.ts';
import { demo as equipmentDemo } from '../src/modules/service/equipment/demo.ts';
import { demo as ordersDemo } from '../src/modules/service/orders/demo.ts';
import { RequestsByRegion } from '../src/modules/service/requests/reports.ts';
import { demo as requestsDemo } from '../src/modules/service/requests/demo.ts';
import { demo as servicePointsDemo } from '../src/modules/service/service-points/demo.ts';
import { DEMO_PEOPLE } from '../src/server/demo-people.ts';

let t: TestKernel;
const actors: { [login: string]: Actor } = {};
beforeAll(async () => {
  t = await startTest({ modules, now: '2025-11-01T00:00:00Z' });
  for (const { login, role, unit } of DEMO_PEOPLE) actors[login] = await t.actor(role, unit, login);
  const d = demoFor();
  for (const part of [staffDemo, customersDemo, equipmentDemo, ordersDemo, servicePointsDemo, requestsDemo]) await part(d);
  t.at('2026-03-10T02:00:00Z');
}, 240_000);
afterAll(() => t.close());

test('一、二月 37 份服务申请，37 份都已下达指令，一对一 [FS-5.7]', async () => {
  const page = await t.run(actors['duanfei']!, (tx) => runReport(tx, RequestsByRegion, { from: '2026-01-01', to: '2026-02-27' }));
  expect(page.totals).toMatchObject({ received: 37, ordered: 37, merged: 0, refused: 0, open: 0 });
  expect(page.proof.map((p) => [p.left, p.right, p.ok])).toEqual([[37, 37, true], [37, 37, true]]);
  expect(await t.sql('select count(distinct "order")::int as n from service_request where tenant_id = $1', [t.tenantId])).toEqual([{ n: 37 }]);
  expect(Number(page.totals['late'])).toBeGreaterThan(0);
});

test('点名的七处与全部应急指令都来自申请，牙哈装车北站 2300 kW 加热炉在内', async () => {
  const emergencies = await t.sql<{ asked: boolean }>(
    `select exists (select 1 from service_request r where r.tenant_id = o.tenant_id and r."order" = o.id) as asked from service_order o where o.tenant_id = $1 and o.priority = 'urgent' and o.created_at < '2026-02-28'`, [t.tenantId]);
  expect(emergencies.length).toBeGreaterThan(0);
  expect(emergencies.every((e) => e.asked)).toBe(true);
  const sites = await t.sql<{ name: string }>(
    `select distinct s.name from service_request r join site s on s.tenant_id = r.tenant_id and s.id = r.site where r.tenant_id = $1 and s.name in ('三唐湖采油厂', '牙哈装车北站', '扶余采油厂', '采气分公司', '采油五厂庆祖中转站', '采油一厂文一联', '能源处')`, [t.tenantId]);
  expect(sites).toHaveLength(7);
});

test('案头各种状态都有', async () => {
  const states = await t.sql<{ state: string }>(`select distinct state from service_request where tenant_id = $1 order by state`, [t.tenantId]);
  expect(states.map((s) => s.state)).toEqual(['accepted', 'merged', 'ordered', 'received', 'refused', 'validated']);
});

function demoFor(): Demo {
  let seed = 20_261_123;
  return {
    today: '2026-03-10', now: t.now, at: t.at, sign: t.sign,
    unit: t.unit,
    actor: (login) => actors[login]!,
    create: (register, actor, values) => t.kernel.write(actor, (tx) => createRecord(tx, register, values, { typed: true })),
    step: (process, id, step, actor, input, signatures = []) => t.kernel.write(actor, (tx) => takeStep(tx, process, id, step, input, { signatures, typed: true })),
    batch: (actor, work) => t.kernel.write(actor, work),
    picture: noPictures,
    together: async (things, work) => { for (const thing of things) await work(thing); },
    random: () => { seed = (seed * 48_271) % 2_147_483_647; return seed / 2_147_483_647; },
  };
}
