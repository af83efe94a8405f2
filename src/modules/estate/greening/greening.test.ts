/** Greening on PostgreSQL: a substation order waits for its permit, acceptance may send the work back, what is due and what it cost. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { editRecord } from '../../../kernel/register/write.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { greening, GreeningReport, GreenSite, GreenWork, GreenWorkProcess } from './index.ts';

let t: TestKernel;
let zhao: Actor;
const site: { [kind: string]: string } = {};
beforeAll(async () => {
  t = await startTest({ modules: [greening], now: '2026-12-01T02:00:00Z' });
  zhao = await t.actor('general_affairs', 'LC', '赵宁');
  for (const site_kind of ['substation', 'office', 'outlet'] as const) site[site_kind] = (await t.create(GreenSite, zhao, { name: site_kind, site_kind, address: '城南', area: '100.0', care_every_days: 15 })).id;
});
afterAll(() => t.close());

const order = (kind: string, more: object = {}) => t.create(GreenWork, zhao, { site: site[kind]!, works: ['mow'], planned_on: '2026-12-02', workers: '三人', ...more } as never);
const run = (id: string, step: 'begin' | 'finish' | 'accept', input: object = {}) => t.step(GreenWorkProcess, id, step, zhao, input as never, step === 'accept' ? [t.sign('acceptor', '赵宁')] : []);

test('变电站内没有工作票不能开工，补上并在有效期内才可以；办公场所和营业网点不需要 [LOG-6.1] [LOG-6.2] [LOG-6.3] [G-L9]', async () => {
  for (const kind of ['office', 'outlet']) await run((await order(kind)).id, 'begin');
  const inside = await order('substation');
  await expect(run(inside.id, 'begin')).rejects.toMatchObject({ label: ['变电站内作业须先登记工作票', expect.anything()] });
  await t.run(zhao, (tx) => editRecord(tx, GreenWork, inside.id, 1, { permit_no: 'GZP-1', permit_from: '2026-12-02', permit_to: '2026-12-03', guardian: '周立' }, null));
  await expect(run(inside.id, 'begin')).rejects.toMatchObject({ label: [expect.stringContaining('今天不在其内'), expect.anything()] });
  t.later({ days: 1 });
  await run(inside.id, 'begin');
  expect(await t.read(GreenWork, inside.id)).toMatchObject({ state: 'under_way', begun_on: '2026-12-02' });
  await expect(order('office', { permit_from: '2026-12-05', permit_to: '2026-12-01' })).rejects.toThrow('green_work.permit');
});

test('验收不合格退回返工并须写明；合格后计费用、下次应养护和逾期 [LOG-6.2]', async () => {
  t.at('2026-12-03T02:00:00Z');
  const { id } = await order('office');
  await run(id, 'begin');
  await run(id, 'finish', { cost: 30_050 });
  await expect(run(id, 'accept', { good: false })).rejects.toThrow('green_work.why');
  await run(id, 'accept', { good: false, remark: '东侧未修' });
  expect(await t.read(GreenWork, id)).toMatchObject({ state: 'under_way', done_on: null, accepted_on: null });
  await run(id, 'finish', { cost: 30_050 });
  await run(id, 'accept', { good: true });
  t.at('2026-12-20T02:00:00Z');
  const page = await t.run(zhao, (tx) => runReport(tx, GreeningReport, { period: { from: '2026-12-01', to: '2027-01-01' } }));
  expect(page.rows.find((r) => r['site'] === site['office'])).toMatchObject({ orders: 1, cost: 30_050, per_m2: 301, last_done: '2026-12-03', next_due: '2026-12-18', overdue: 2 });
  expect(page.rows.find((r) => r['site'] === site['outlet'])).toMatchObject({ orders: 0, cost: 0, last_done: null, next_due: '2026-12-16', overdue: 4 });
  expect([page.totals['cost'], page.proof[0]]).toMatchObject([30_050, { left: 30_050, right: 30_050, ok: true }]);
});
